import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router } from '@angular/router';
import { type Answer, Api } from '../api/api';
import { Problem, problemOf } from '../api/problem';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { emptyDraft } from './draft';

type TypeRow = Answer<'listRecordTypes'>['results'][number];

/** Begins a rule: which record type, under which code and name; the rest is written in its sentence. */
@Component({
  selector: 'oubli-new-policy', imports: [TPipe, MatButtonModule, ProblemComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<form class="row" (submit)="begin($event, code.value, name.value)">
    <label>{{ 'policies.recordType' | t }}<br><select #select (change)="type.set(select.value)">@for (t of types(); track t.recordType) { <option [value]="t.recordType" [selected]="t.recordType === type()">{{ i18n.recordType(t.recordType) }}</option> }</select></label>
    <label>{{ 'policies.code' | t }}<br><input #code [value]="suggestedCode()" pattern="[a-z][a-z0-9\\-]{1,58}" [title]="'policies.codeHint' | t" required></label>
    <label>{{ 'policies.name' | t }}<br><input #name [value]="suggestedName()" maxlength="120" required></label>
    <button mat-flat-button type="submit" [disabled]="busy()">{{ 'policies.create' | t }}</button>
  </form><oubli-problem [problem]="problem()" />`,
})
export class NewPolicyComponent {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly i18n = inject(I18n);
  readonly types = input.required<readonly TypeRow[]>();
  /** Code and name are proposed: for a record type that has no policy they are its own. */
  readonly suggested = input(false);
  protected readonly type = linkedSignal(() => this.types()[0]?.recordType ?? '');
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly suggestedCode = computed(() => (this.suggested() ? this.type() : ''));
  protected readonly suggestedName = computed(() => {
    const name = this.i18n.recordType(this.type());
    return this.suggested() ? `${name.slice(0, 1).toUpperCase()}${name.slice(1)}` : '';
  });

  protected async begin(event: Event, policy: string, title: string): Promise<void> {
    event.preventDefault();
    const type = this.types().find((t) => t.recordType === this.type());
    if (!type) return;
    this.busy.set(true);
    try {
      const clock = type.clocks.find((c) => c.kind === 'column')?.name ?? type.clocks[0]?.name ?? '';
      await this.api.call('saveDraft', { params: { policy }, body: emptyDraft(type.recordType, title, clock) });
      await this.router.navigate(['/policies', policy]);
    } catch (error) {
      // 428: a draft of that code is there already, and is what was wanted.
      if (error instanceof Problem && error.code === 'match-needed') await this.router.navigate(['/policies', policy]);
      else this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
