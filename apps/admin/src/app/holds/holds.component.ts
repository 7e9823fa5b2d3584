import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { type Problem, problemOf } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { RestrictionsComponent } from '../people/restrictions.component';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

type Placed = Answer<'placeHold'>;
type Hold = Answer<'listHolds'>['results'][number];

const inMonths = (months: number): string => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, now.getUTCDate())).toISOString().slice(0, 10);
};

/** Legal holds: what is held and why; placing one says at once what it protects and what had left before. */
@Component({
  selector: 'oubli-holds', imports: [TPipe, MatButtonModule, ProblemComponent, StateComponent, RestrictionsComponent], changeDetection: ChangeDetectionStrategy.OnPush, templateUrl: './holds.component.html',
})
export class HoldsComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  /** From a person's page. */
  readonly person = input<string>();
  protected readonly withReleased = signal(false);
  protected readonly holds = loaded(() => this.api.call('listHolds', { query: { released: this.withReleased() ? 'true' : 'false' } }));
  protected readonly types = loaded(() => this.api.call('listRecordTypes', {}));
  protected readonly placed = signal<Placed | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly said = signal('');
  protected readonly releasing = signal<string | null>(null);
  protected readonly lastReview = inMonths(6);
  protected readonly usualReview = computed(() => inMonths(3));

  protected scope(hold: Hold): string {
    const parts = [hold.personId && `person/${hold.personId}`, hold.recordId ? `${hold.recordType}/${hold.recordId}` : hold.recordType && this.i18n.recordType(hold.recordType), hold.collectedFrom && `≥ ${hold.collectedFrom}`, hold.collectedTo && `≤ ${hold.collectedTo}`];
    return parts.filter(Boolean).join(', ') || this.i18n.t('holds.everything');
  }

  protected async place(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const text = (name: string): string => String(given.get(name) ?? '').trim();
    const [personId, recordType, recordId] = [text('person'), text('type'), text('record')];
    try {
      this.placed.set(await this.api.call('placeHold', {
        body: { reason: text('reason'), reviewOn: text('review'), ...(personId && { personId }), ...(recordType && { recordType }), ...(recordId && { recordId }) },
      }));
      this.problem.set(null);
      form.reset();
      await this.holds.reload();
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }

  protected async release(event: Event, id: string, reason: string): Promise<void> {
    event.preventDefault();
    try {
      await this.api.call('releaseHold', { params: { id }, body: { reason } });
      this.said.set(this.i18n.t('holds.releaseAsked'));
      this.problem.set(null);
      this.releasing.set(null);
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
