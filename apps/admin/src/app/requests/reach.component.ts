import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { attempt, type Problem } from '../api/problem';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';

/** Which records the right asked for reaches, by the bases of the register: asked for when somebody wants to see it. */
@Component({
  selector: 'oubli-reach', imports: [TPipe, LabelPipe, MatButtonModule, ProblemComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h2>{{ 'reach.title' | t }}</h2>
    @if (found(); as f) {
      <p class="hint">{{ 'reach.text' | t: { day: i18n.day(f.asOf) } }}</p>
      @if (f.rows.length === 0) { <p>{{ 'reach.nothing' | t }}</p> } @else {
        <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'reach.title' | t"><table>
          <thead><tr><th scope="col">{{ 'policies.recordType' | t }}</th><th scope="col">{{ 'reach.purpose' | t }}</th><th scope="col">{{ 'purposes.basis' | t }}</th><th scope="col">{{ 'reach.eligible' | t }}</th><th scope="col">{{ 'reach.because' | t }}</th><th scope="col" class="num">{{ 'reports.count' | t }}</th></tr></thead>
          <tbody>@for (r of f.rows; track $index) { <tr><th scope="row">{{ i18n.recordType(r.recordType) }}</th><td>{{ r.purpose | label: 'purpose' }}</td><td>@if (r.basis) { {{ r.basis | label: 'basis' }} } @else { <span class="badge warn">{{ 'reach.noBasis' | t }}</span> }</td>
            <td><span class="badge" [class.good]="r.eligible === 'yes'">{{ r.eligible | label: 'eligible' }}</span></td><td>{{ r.because }}</td><td class="num">{{ i18n.number(r.count) }}</td></tr> }</tbody></table></div>
      }
    } @else { <div class="actions"><button mat-stroked-button type="button" (click)="look()">{{ 'reach.show' | t }}</button></div> }
    <oubli-problem [problem]="problem()" />`,
})
export class ReachComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  readonly id = input.required<string>();
  protected readonly found = signal<Answer<'readEligibility'> | null>(null);
  protected readonly problem = signal<Problem | null>(null);

  protected async look(): Promise<void> {
    this.problem.set(await attempt(async () => this.found.set(await this.api.call('readEligibility', { params: { id: this.id() } }))));
  }
}
