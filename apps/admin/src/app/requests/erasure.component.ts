import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { type Answer, Api } from '../api/api';
import { type Problem, problemOf } from '../api/problem';
import { ConfirmNumberDialog } from '../due/confirm-number.dialog';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';

type Whole = Answer<'readRequest'>;
type Preview = Answer<'previewErasure'>;
type Field = Preview['records'][number]['fields'][number];
const grounds = ['no-longer-needed', 'consent-withdrawn', 'objection', 'unlawful', 'legal-duty', 'death'] as const;
type Ground = (typeof grounds)[number];

/** Fields of a record to which the same happens for the same reason: one sentence instead of twenty. */
interface Decided {
  readonly verdict: Field['verdict'];
  readonly claim: string;
  readonly reference: string | null;
  readonly until: string | null;
  readonly readers: readonly string[];
  readonly columns: readonly string[];
}

function decided(fields: readonly Field[]): Decided[] {
  const groups = new Map<string, Decided>();
  for (const { column, ...why } of fields) {
    const key = JSON.stringify([why.verdict, why.claim, why.reference, why.until, why.readers]);
    groups.set(key, { ...why, columns: [...(groups.get(key)?.columns ?? []), column] });
  }
  return [...groups.values()];
}

/** What becomes of everything held about the person who asks, field by field, before it is done; and from here it is done. */
@Component({
  selector: 'oubli-erasure', imports: [TPipe, LabelPipe, RouterLink, MatButtonModule, ProblemComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './erasure.component.html',
})
export class ErasureComponent {
  private readonly api = inject(Api);
  private readonly dialogs = inject(MatDialog);
  protected readonly i18n = inject(I18n);
  readonly request = input.required<Whole>();
  readonly changed = output();
  protected readonly grounds = grounds;
  protected readonly preview = signal<Preview | null>(null);
  protected readonly working = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly runId = signal<string | null>(null);
  /** What stays first: that is what has to be explained. */
  protected readonly records = computed(() => {
    const weigh = (r: Preview['records'][number]): number => (r.fields.some((f) => f.verdict !== 'erase') ? 0 : 1);
    return [...(this.preview()?.records ?? [])].sort((a, b) => weigh(a) - weigh(b) || a.recordType.localeCompare(b.recordType)).map((r) => ({ ...r, decided: decided(r.fields) }));
  });
  protected readonly ready = computed(() => this.request().state === 'decided' && ['granted', 'partially-granted'].includes(this.request().outcome ?? ''));
  private ground: Ground = 'no-longer-needed';

  protected names(columns: readonly string[]): string {
    return columns.map((column) => this.i18n.column(column.split('.').at(-1) ?? column)).join(', ');
  }

  protected async look(event: Event, said: string): Promise<void> {
    event.preventDefault();
    this.ground = grounds.find((ground) => ground === said) ?? 'no-longer-needed';
    await this.attempt(async () => this.preview.set(await this.api.call('previewErasure', { params: { id: this.request().id }, body: { ground: this.ground } })));
  }

  protected async carryOut({ due, digest }: Preview): Promise<void> {
    const dialog = this.dialogs.open<ConfirmNumberDialog, number, boolean>(ConfirmNumberDialog, { data: due });
    if (!(await firstValueFrom(dialog.afterClosed()))) return;
    await this.attempt(async () => {
      const { runId } = await this.api.call('startErasure', { params: { id: this.request().id }, body: { ground: this.ground, accept: digest } });
      this.runId.set(runId);
      this.preview.set(null);
      this.changed.emit();
    });
  }

  private async attempt(act: () => Promise<unknown>): Promise<void> {
    this.working.set(true);
    try {
      await act();
      this.problem.set(null);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.working.set(false);
    }
  }
}
