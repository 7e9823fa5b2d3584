import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { attempt, type Problem } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';

/** One's own account: second factor, recovery codes, sessions. */
@Component({
  selector: 'oubli-account', imports: [TPipe, MatButtonModule, ProblemComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<section class="panel"><h2>{{ 'settings.mine' | t }}</h2><p>{{ session.user()?.name }} · {{ session.user()?.email }}</p>
    <p>{{ (session.hasTotp() ? 'settings.totpOn' : 'settings.totpOff') | t }} @if (!session.hasTotp() && !offer()) { <button mat-stroked-button type="button" (click)="start()">{{ 'settings.totpStart' | t }}</button> }</p>
    <oubli-problem [problem]="problem()" />
    @if (offer(); as o) {
      <form (submit)="confirm($event, code.value)"><p>{{ 'settings.totpScan' | t }}</p><img class="qr" [src]="picture()" [alt]="'settings.totpScan' | t" width="180" height="180"><p class="small">{{ 'settings.totpSecret' | t }} <code>{{ o.secret }}</code></p>
        <div class="row"><label for="totp">{{ 'signIn.code' | t }}</label><input #code id="totp" autocomplete="one-time-code" inputmode="numeric" required><button mat-flat-button type="submit">{{ 'do.confirm' | t }}</button></div></form>
    }
    @if (codes(); as list) { <div role="status"><p>{{ 'settings.recovery' | t }}</p><ul class="codes">@for (c of list; track c) { <li><code>{{ c }}</code></li> }</ul></div> }
    <h3>{{ 'settings.sessions' | t }}</h3>
    <ul>@for (s of sessions.value()?.results ?? []; track s.id) { <li>{{ s.device }} · {{ i18n.instant(s.startedAt) }} @if (s.current) { <span class="badge good">{{ 'settings.current' | t }}</span> } @else { <button mat-button type="button" (click)="end(s.id)">{{ 'settings.endSession' | t }}</button> }</li> }</ul></section>`,
  styles: `.qr { background: #fff; border-radius: 8px; } .codes { columns: 2; max-width: 460px; } h2 { margin-top: 0; }`,
})
export class AccountComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  protected readonly sessions = loaded(() => this.api.call('mySessions', {}));
  protected readonly offer = signal<Answer<'offerTotp'> | null>(null);
  protected readonly codes = signal<readonly string[] | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly picture = computed(() => `data:image/svg+xml,${encodeURIComponent(this.offer()?.qr ?? '')}`);

  protected start(): Promise<void> {
    return this.try(async () => this.offer.set(await this.api.call('offerTotp', {})));
  }

  protected confirm(event: Event, code: string): Promise<void> {
    event.preventDefault();
    return this.try(async () => {
      this.codes.set((await this.api.call('confirmTotp', { body: { code } })).recoveryCodes);
      this.offer.set(null);
      await this.session.refresh();
    });
  }

  protected end(id: string): Promise<void> {
    return this.try(async () => {
      await this.api.call('endMySession', { params: { id } });
      await this.sessions.reload();
    });
  }

  private async try(act: () => Promise<void>): Promise<void> {
    this.problem.set(await attempt(act));
  }
}
