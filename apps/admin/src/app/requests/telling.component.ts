import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { attempt, type Problem } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

type Task = Answer<'listRecipientTasks'>['results'][number];
const outcomes = ['confirmed', 'told', 'impossible', 'disproportionate'] as const;

/** Who was given data of the person and is to be told of what became of them, how far each message came, and who has not confirmed (Art. 19 GDPR). */
@Component({
  selector: 'oubli-telling', imports: [TPipe, LabelPipe, MatButtonModule, ProblemComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h2>{{ 'telling.title' | t }}</h2>
    <oubli-state [problem]="tasks.problem()" [loading]="tasks.loading() && !tasks.value()" (retry)="tasks.reload()" />
    @if (tasks.value(); as t) {
      @if (t.results.length === 0) { <p class="quiet">{{ 'telling.none' | t }}</p> } @else {
        <p>@if (t.unconfirmed > 0) { <span class="badge warn">{{ 'telling.unconfirmed.n' | t: { n: t.unconfirmed } }}</span> } @else { <span class="badge good">{{ 'telling.allConfirmed' | t }}</span> } <span class="quiet small">{{ 'telling.text' | t }}</span></p>
        <ul>@for (task of t.results; track task.id) {
          <li><p><strong>{{ task.recipient }}</strong> · {{ task.reason | label: 'tellingReason' }} · {{ 'telling.since' | t: { day: i18n.day(task.openedOn) } }}
              @if (task.theirReferences.length) { <span class="quiet small">{{ 'telling.references' | t: { references: task.theirReferences.join(', ') } }}</span> }</p>
            <p class="small">{{ message(task) }} @if (task.escalatedOn && !task.doneOn) { <span class="badge warn">{{ 'telling.escalated' | t: { day: i18n.day(task.escalatedOn) } }}</span> }</p>
            @if (task.doneOn) { <p><span class="badge good">{{ task.outcome ?? '' | label: 'recipientTask' }}</span> {{ i18n.day(task.doneOn) }}@if (task.who) { ({{ task.who }}) }</p> }
            @else if (session.can('requests:decide')) {
              <form class="row" (submit)="end($event, task.id, outcome.value)">
                <select #outcome [attr.aria-label]="'rectification.outcome' | t: { recipient: task.recipient }">@for (o of outcomes; track o) { <option [value]="o">{{ o | label: 'recipientTask' }}</option> }</select>
                <button mat-stroked-button type="submit">{{ 'rectification.end' | t }}</button>
                @if (task.channel === 'webhook' && (task.state === 'failed' || task.state === 'gone')) { <button mat-button type="button" (click)="again(task.id)">{{ 'telling.again' | t }}</button> }
              </form>
            }
          </li> }</ul>
      }
    }
    <oubli-problem [problem]="problem()" />`,
  styles: `li { margin-bottom: 10px; } li p { margin: 2px 0; }`,
})
export class TellingComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  /** The request as it stands: what is done under it opens tasks. */
  readonly request = input.required<Answer<'readRequest'>>();
  protected readonly outcomes = outcomes;
  protected readonly problem = signal<Problem | null>(null);
  protected readonly tasks = loaded(() => this.api.call('listRecipientTasks', { params: { id: this.request().id } }));

  /** How far the message came, in a sentence. */
  protected message(task: Task): string {
    const n = task.attempts ?? 0;
    const by = task.channel === null ? '' : this.i18n.t(task.channel === 'webhook' ? 'telling.webhook' : 'telling.e-mail');
    if (task.state === null || task.state === 'cancelled') return this.i18n.t('telling.byHand');
    if (task.state === 'delivered') return this.i18n.t('telling.delivered', { by, at: task.deliveredAt === null ? '' : this.i18n.instant(task.deliveredAt) });
    if (task.state === 'gone') return this.i18n.t('telling.gone', { by });
    if (task.state === 'failed') return this.i18n.t('telling.failed.n', { by, n });
    return n === 0 ? this.i18n.t('telling.waiting', { by }) : this.i18n.t('telling.retrying.n', { by, n, at: task.nextTryAt === null ? '' : this.i18n.instant(task.nextTryAt) });
  }

  protected end(event: Event, id: string, said: string): Promise<void> {
    event.preventDefault();
    const outcome = outcomes.find((o) => o === said);
    return outcome ? this.try(async () => void (await this.api.call('endRecipientTask', { params: { id }, body: { outcome } }))) : Promise.resolve();
  }

  protected again(id: string): Promise<void> {
    return this.try(async () => void (await this.api.call('sendTaskAgain', { params: { id } })));
  }

  private async try(act: () => Promise<void>): Promise<void> {
    this.problem.set(await attempt(act));
    if (this.problem() === null) await this.tasks.reload();
  }
}
