import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { type Problem, problemOf } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

const grounds = ['accuracy-contested', 'unlawful', 'needed-for-claims', 'objection-pending'] as const;
const means = ['letter', 'e-mail', 'in-person', 'telephone', 'own-page', 'own-request'] as const;
const oneOf = <T extends string>(list: readonly T[], text: string): T => list.find((word) => word === text) ?? (list[0] as T);

const inMonths = (months: number): string => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, now.getUTCDate())).toISOString().slice(0, 10);
};

/** Restrictions of one person, placed and lifted here; without a person, all that are in force, to be looked at in time. */
@Component({
  selector: 'oubli-restrictions', imports: [TPipe, LabelPipe, RouterLink, MatButtonModule, ProblemComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './restrictions.component.html',
})
export class RestrictionsComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  readonly person = input<string | null>(null);
  /** Record types a restriction may be narrowed to. */
  readonly types = input<readonly string[]>([]);
  readonly changed = output();
  protected readonly restrictions = loaded(() => {
    const personId = this.person();
    return this.api.call('listRestrictions', { query: personId === null ? {} : { personId } });
  });
  protected readonly placed = signal<Answer<'placeRestriction'> | null>(null);
  protected readonly lifting = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly said = signal('');
  protected readonly grounds = grounds;
  protected readonly means = means;
  protected readonly today = inMonths(0);
  protected readonly usualReview = inMonths(3);
  protected readonly lastReview = inMonths(6);

  protected place(event: SubmitEvent, personId: string): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const text = (name: string): string => String(given.get(name) ?? '').trim();
    const [recordType, requestReference] = [text('type'), text('request')];
    return this.trying(async () => {
      this.placed.set(await this.api.call('placeRestriction', {
        body: { personId, ground: oneOf(grounds, text('ground')), reason: text('reason'), reviewOn: text('review'), ...(recordType && { recordType }), ...(requestReference && { requestReference }) },
      }));
      form.reset();
    });
  }

  protected review(event: Event, id: string, reviewOn: string): Promise<void> {
    event.preventDefault();
    return this.trying(() => this.api.call('reviewRestriction', { params: { id }, body: { reviewOn } }));
  }

  /** The notice is recorded first: without it there is no lifting. */
  protected lift(event: Event, id: string, toldOn: string, how: string): Promise<void> {
    event.preventDefault();
    return this.trying(async () => {
      await this.api.call('tellOfLifting', { params: { id }, body: { toldOn, means: oneOf(means, how) } });
      await this.api.call('liftRestriction', { params: { id } });
      this.said.set(this.i18n.t('restriction.lifted'));
      this.lifting.set(null);
    });
  }

  private async trying(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
      this.problem.set(null);
      await this.restrictions.reload();
      this.changed.emit();
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
