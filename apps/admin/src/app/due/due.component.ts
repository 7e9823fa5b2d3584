import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { type Problem, problemOf } from '../api/problem';
import { Session } from '../api/session';
import { ExportButtonComponent } from '../exports/export-button.component';
import type { ExportWish } from '../exports/export.dialog';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { BeforeAfterComponent } from '../ui/before-after.component';
import { downloadCsv } from '../ui/csv';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';
import { ConfirmNumberDialog } from './confirm-number.dialog';
import { LaterComponent } from './later.component';

type Plan = Answer<'readPreview'>;

/** What is due today, why, and what a run would do; and from here a run is started. */
@Component({
  selector: 'oubli-due', imports: [TPipe, LabelPipe, RouterLink, MatButtonModule, StateComponent, ProblemComponent, BeforeAfterComponent, LaterComponent, ExportButtonComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './due.component.html',
})
export class DueComponent {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly dialogs = inject(MatDialog);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  /** From the address: a record type, a policy, a month. */
  readonly type = input<string>();
  readonly policy = input<string>();
  readonly month = input<string>();
  readonly row = input<string>();
  readonly after = input<string>();

  private readonly scope = computed(() => ({ ...(this.type() && { recordType: [this.type() ?? ''] }), ...(this.policy() && { policy: [this.policy() ?? ''] }) }));
  protected readonly plan = loaded(() => this.api.call('readPreview', { query: this.scope() }));
  protected readonly samples = signal<Answer<'readSamples'>['results'] | null>(null);
  protected readonly sampling = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly types = loaded(() => this.api.call('listRecordTypes', {}));

  constructor() {
    effect(() => {
      this.scope();
      this.samples.set(null);
    });
  }

  protected choose(type: string): void {
    void this.router.navigate([], { queryParams: { type: type === '' ? null : type, policy: null, row: null, after: null }, queryParamsHandling: 'merge' });
  }

  protected async showSamples(): Promise<void> {
    this.sampling.set(true);
    try {
      this.samples.set((await this.api.call('readSamples', { query: { ...this.scope(), each: '2' } })).results);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.sampling.set(false);
    }
  }

  /** Asks for the number, starts the run with the digest that is on the screen, and goes to its progress. */
  protected async run(plan: Plan): Promise<void> {
    this.problem.set(null);
    const dialog = this.dialogs.open<ConfirmNumberDialog, number, boolean>(ConfirmNumberDialog, { data: plan.due });
    if (!(await firstValueFrom(dialog.afterClosed()))) return;
    const { recordType, policy } = this.scope();
    try {
      const { runId } = await this.api.call('startRun', { body: { accept: plan.digest, ...(recordType && { recordTypes: recordType }), ...(policy && { policies: policy }) } });
      await this.router.navigate(['/runs', runId]);
    } catch (error) {
      this.problem.set(problemOf(error));
      await this.plan.reload();
    }
  }

  /** The records behind the numbers of the preview. */
  protected wish(asOf: string): ExportWish {
    const [recordType, policy] = [this.type(), this.policy()];
    const list = { list: 'due', to: asOf, ...(policy && { policy }) } as const;
    return { masked: { ...list, ...(recordType && { recordType }) }, values: recordType ? { ...list, recordType } : null };
  }

  protected export(plan: Plan): void {
    const t = this.i18n;
    downloadCsv(`oubli-${plan.asOf}.csv`, [[t.t('policies.recordType'), t.t('due.policy'), t.t('due.from'), t.t('due.becomes'), t.t('due.records')], ...plan.byPolicy.map((s) => [s.recordType, s.policy, s.phase, s.becomes, s.count])]);
  }
}
