import { computed, inject, Injectable, signal } from '@angular/core';
import type { Right } from '@oubli/contracts';
import { I18n } from '../i18n/i18n';
import { type Answer, Api } from './api';
import { Entrance } from './entrance';
import { Problem } from './problem';

type Details = Answer<'readSession'>;

/** Who is signed in, and what she may do. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly api = inject(Api);
  private readonly entrance = inject(Entrance);
  private readonly i18n = inject(I18n);
  private readonly details = signal<Details | null>(null);
  private asked = false;

  readonly user = computed(() => this.details()?.user ?? null);
  readonly hasTotp = computed(() => this.details()?.totp ?? false);

  readonly purposes = computed(() => this.details()?.purposes ?? []);

  can(right: Right): boolean {
    return this.details()?.rights.includes(right) ?? false;
  }

  /** Asks the server once whether this browser is signed in. */
  async known(): Promise<boolean> {
    if (!this.asked) {
      this.asked = true;
      const response = await fetch('/api/v1/session', { credentials: 'same-origin' }).catch(() => null);
      if (response?.ok) this.take((await response.json()) as Details);
    }
    return this.details() !== null;
  }

  /** @returns null when in, else the ticket of the second step @throws Problem */
  async signIn(email: string, password: string): Promise<string | null> {
    const answer = await this.api.call('signIn', { body: { email, password } });
    if (answer.state === 'totp-needed') return answer.ticket;
    this.take(answer);
    return null;
  }

  async signInTotp(ticket: string, code: string): Promise<void> {
    this.take(await this.api.call('signInTotp', { body: { ticket, code } }));
  }

  async useLink(token: string, password: string): Promise<string | null> {
    const answer = await this.api.call('useLink', { body: { token, password } });
    if (answer.state === 'totp-needed') return answer.ticket;
    this.take(answer);
    return null;
  }

  async stepUp(password: string, code: string): Promise<void> {
    this.take(await this.api.call('stepUp', { body: { password, ...(code !== '' && { code }) } }));
  }

  async signOut(): Promise<void> {
    await this.api.call('signOut', {}).catch((error: unknown) => {
      // A session that is over already is what was wanted.
      if (!(error instanceof Problem)) throw error;
    });
    this.details.set(null);
    this.entrance.csrfToken = '';
  }

  async refresh(): Promise<void> {
    this.take(await this.api.call('readSession', {}));
  }

  private take(details: Details): void {
    const first = this.details() === null;
    this.details.set(details);
    this.entrance.csrfToken = details.csrfToken;
    if (first && !this.i18n.chosen) this.i18n.use(details.user.language);
  }
}
