import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { type Problem, problemOf } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import type { MessageKey } from '../i18n/messages';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

type Found = Answer<'searchDoNotRecreate'>;
type Typed = Record<string, string>;
type Reason = 'person-asked' | 'came-back' | 'listed-by-mistake';
interface Field {
  readonly name: string;
  readonly label: MessageKey;
  readonly type: string;
}

/** The do-not-recreate list: is somebody on it, since when and why; who came back by herself; what machines were refused. */
@Component({
  selector: 'oubli-do-not-recreate', imports: [TPipe, LabelPipe, RouterLink, MatButtonModule, ProblemComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './do-not-recreate.component.html',
})
export class DoNotRecreateComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  protected readonly list = loaded(() => this.api.call('readDoNotRecreate', {}));
  protected readonly found = signal<Found | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly said = signal('');
  private typed: Typed = {};
  protected readonly reasons: readonly Reason[] = ['person-asked', 'came-back', 'listed-by-mistake'];
  protected readonly fields: readonly Field[] = [
    { name: 'email', label: 'again.email', type: 'text' }, { name: 'firstName', label: 'again.firstName', type: 'text' }, { name: 'lastName', label: 'again.lastName', type: 'text' },
    { name: 'birthName', label: 'again.birthName', type: 'text' }, { name: 'birthDate', label: 'again.birthDate', type: 'date' }, { name: 'phone', label: 'again.phone', type: 'text' },
    { name: 'iban', label: 'again.iban', type: 'text' }, { name: 'siret', label: 'again.siret', type: 'text' },
  ];

  protected async search(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    this.typed = Object.fromEntries(this.fields.map(({ name }): [string, string] => [name, String(given.get(name) ?? '').trim()]).filter(([, value]) => value !== ''));
    this.found.set(null);
    await this.attempt(async () => this.found.set(await this.api.call('searchDoNotRecreate', { body: this.typed })));
  }

  protected async takeOff(event: Event, reason: string): Promise<void> {
    event.preventDefault();
    const chosen = this.reasons.find((one) => one === reason);
    if (!chosen) return;
    await this.attempt(async () => {
      await this.api.call('takeOffDoNotRecreate', { body: { ...this.typed, reason: chosen } });
      this.found.set(null);
      this.said.set(this.i18n.t('again.takenOff'));
    });
  }

  protected answer(id: string, takeOff: boolean): Promise<void> {
    return this.attempt(async () => {
      await this.api.call('answerReturn', { params: { id }, body: { takeOff } });
      this.said.set(this.i18n.t(takeOff ? 'again.takenOff' : 'again.toldDone'));
    });
  }

  protected review(decision: 'keep' | 'end'): Promise<void> {
    return this.attempt(async () => {
      await this.api.call('reviewDoNotRecreate', { body: { decision } });
      this.said.set(this.i18n.t('again.reviewed'));
    });
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    this.said.set('');
    try {
      await act();
      this.problem.set(null);
      await this.list.reload();
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
