import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { type Problem, problemOf } from '../api/problem';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

type Whole = Answer<'readRequest'>;
/** Of the house itself, or with a service of its own: nothing of theirs is corrected here. */
const notHere = new Set(['bank-details', 'rights-request', 'access-package', 'disclosure']);

/** Corrects fields of the person who asks, one by one; shows what was corrected, and who is to be told of it. */
@Component({
  selector: 'oubli-rectification', imports: [TPipe, LabelPipe, MatButtonModule, ProblemComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './rectification.component.html',
})
export class RectificationComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  readonly request = input.required<Whole>();
  readonly person = input.required<string>();
  protected readonly made = loaded(() => this.api.call('listRectifications', { params: { id: this.request().id } }));
  private readonly held = loaded(() => this.api.call('readPerson', { params: { id: this.person() } }));
  protected readonly records = computed(() => (this.held.value()?.records ?? []).filter((r) => r.phase === 'active' && r.restriction === null && !notHere.has(r.recordType)));
  protected readonly chosen = signal<string | null>(null);
  protected readonly fields = computed(() => (this.records().find((r) => r.record === this.chosen()) ?? this.records()[0])?.fields.filter((f) => !f.category.startsWith('record.') && f.column !== 'searchKey') ?? []);
  protected readonly ready = computed(() => this.request().state === 'decided' && ['granted', 'partially-granted'].includes(this.request().outcome ?? ''));
  protected readonly opened = signal<Answer<'readRectification'> | null>(null);
  protected readonly said = signal('');
  protected readonly problem = signal<Problem | null>(null);

  protected async correct(event: SubmitEvent, record: string, field: string, value: string): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const [recordType = '', recordId = ''] = record.split('/');
    const right = value.trim();
    await this.attempt(async () => {
      const { tasks } = await this.api.call('rectifyField', { params: { id: this.request().id }, body: { recordType, recordId, field, value: right === '' ? null : right } });
      this.said.set(this.i18n.t('rectification.done', { n: tasks.length }));
      form.reset();
      this.chosen.set(null);
    });
  }

  protected show(id: string): Promise<void> {
    return this.attempt(async () => this.opened.set(await this.api.call('readRectification', { params: { id } })));
  }

  private async attempt(act: () => Promise<unknown>): Promise<void> {
    this.said.set('');
    try {
      await act();
      this.problem.set(null);
      await this.made.reload();
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
