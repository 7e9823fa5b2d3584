import { ChangeDetectionStrategy, Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { AccuracyTasksComponent } from '../accuracy/accuracy-tasks.component';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { type Problem, problemOf } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { RectificationComponent } from '../requests/rectification.component';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

type Held = Answer<'readPerson'>['records'][number];
const addresses = ['email', 'street'] as const;

/** Whether what is held about a person is right: her tasks, mail that came back, and fields corrected at her request, with their proof. */
@Component({
  selector: 'oubli-right-data', imports: [TPipe, LabelPipe, RouterLink, MatButtonModule, ProblemComponent, StateComponent, AccuracyTasksComponent, RectificationComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './right-data.component.html',
})
export class RightDataComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  readonly person = input.required<string>();
  readonly records = input.required<readonly Held[]>();
  private readonly tasks = viewChild(AccuracyTasksComponent);
  /** Addresses that are there, of contact details that may be written to. */
  protected readonly reachable = computed(() => this.records().filter((r) => r.recordType === 'contact-details' && r.phase === 'active' && r.restriction === null)
    .flatMap((r) => addresses.filter((field) => r.fields.some((f) => f.column === field && f.shown !== 'withheld' && f.value !== null)).map((field) => ({ recordId: r.record.split('/')[1] ?? '', field }))));
  protected readonly requests = loaded(() => this.api.call('listRequests', { query: { show: 'all', kind: 'rectification', personId: this.person() } }));
  private readonly chosen = computed(() => this.requests.value()?.results.find((r) => r.state !== 'closed' && r.state !== 'withdrawn')?.id ?? null);
  protected readonly request = loaded(() => {
    const id = this.chosen();
    return id === null ? Promise.resolve(null) : this.api.call('readRequest', { params: { id } });
  });
  protected readonly older = computed(() => (this.requests.value()?.results ?? []).filter((r) => r.id !== this.chosen()));
  protected readonly problem = signal<Problem | null>(null);

  protected returned(recordId: string, field: (typeof addresses)[number]): Promise<void> {
    return this.attempt(async () => {
      await this.api.call('reportReturnedMail', { params: { id: this.person() }, body: { recordId, field } });
      await this.tasks()?.reload();
    });
  }

  /** A correction is a right: it has a number, a decision and a file, also when she asks for it at the desk. */
  protected register(): Promise<void> {
    return this.attempt(async () => {
      await this.api.call('createRequest', { body: { kind: 'rectification', door: 'desk', language: this.i18n.language() === 'en' ? 'en' : 'fr', personId: this.person(), contact: {} } });
      await this.requests.reload();
    });
  }

  private async attempt(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
      this.problem.set(null);
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
