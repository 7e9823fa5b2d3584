import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { loaded } from '../api/load';
import { type Problem, problemOf } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

const shows = ['open', 'late', 'soon', 'settled', 'all'] as const;
const kinds = ['access', 'rectification', 'erasure', 'withdrawal', 'restriction', 'objection', 'portability', 'complaint', 'question'] as const;
const doors = ['post', 'e-mail', 'desk'] as const;
const languages = ['fr', 'en', 'de'] as const;

/** The inbox: what is owed first, by its legal date, late ones in red; and the form for what came by post or at the desk. */
@Component({
  selector: 'oubli-requests', imports: [TPipe, LabelPipe, RouterLink, MatButtonModule, ProblemComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './requests.component.html',
})
export class RequestsComponent {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  protected readonly shows = shows;
  protected readonly kinds = kinds;
  protected readonly doors = doors;
  protected readonly languages = languages;
  readonly show = input<string>();
  readonly kind = input<string>();
  protected readonly shown = computed(() => shows.find((s) => s === this.show()) ?? 'open');
  protected readonly chosenKind = computed(() => kinds.find((k) => k === this.kind()));
  protected readonly inbox = loaded(() => {
    const kind = this.chosenKind();
    return this.api.call('listRequests', { query: { show: this.shown(), ...(kind && { kind }) } });
  });
  protected readonly problem = signal<Problem | null>(null);
  protected readonly said = signal('');

  protected filter(change: Readonly<Record<string, string | null>>): void {
    void this.router.navigate([], { queryParams: change, queryParamsHandling: 'merge' });
  }

  protected left(days: number | null): string {
    if (days === null) return '–';
    return days < 0 ? this.i18n.t('request.late.n', { n: -days }) : this.i18n.t('request.left.n', { n: days });
  }

  protected async register(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const text = (name: string): string => String(given.get(name) ?? '').trim();
    const contact = Object.fromEntries(['name', 'email', 'address', 'words'].map((name) => [name, text(name)] as const).filter(([, value]) => value !== ''));
    const one = <T extends string>(list: readonly T[], name: string): T | undefined => list.find((value) => value === text(name));
    try {
      const kind = one(kinds, 'kind');
      const receivedOn = text('receivedOn');
      const made = await this.api.call('createRequest', { body: { ...(kind && { kind }), door: one(doors, 'door') ?? 'post', language: one(languages, 'language') ?? 'fr', ...(receivedOn !== '' && { receivedOn }), contact } });
      this.problem.set(null);
      this.said.set(this.i18n.t('request.registered', { number: made.number }));
      form.reset();
      await this.inbox.reload();
    } catch (error) {
      this.said.set('');
      this.problem.set(problemOf(error));
    }
  }
}
