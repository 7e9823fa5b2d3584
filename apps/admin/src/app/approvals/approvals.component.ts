import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Api } from '../api/api';
import { loaded } from '../api/load';
import { attempt, type Problem } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

/** What forgets more than before, or lets go of a hold, waits here for a second person. */
@Component({
  selector: 'oubli-approvals', imports: [TPipe, LabelPipe, MatButtonModule, ProblemComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h1>{{ 'approvals.title' | t }}</h1>
    <oubli-state [problem]="list.problem()" [loading]="list.loading() && !list.value()" (retry)="list.reload()" />
    <oubli-problem [problem]="problem()" />
    @for (a of list.value()?.results ?? []; track a.id) {
      <article class="panel"><div class="row"><h2>{{ a.title }}</h2><span class="badge" [class.good]="a.state === 'done'">{{ a.state | label: 'approvals.state' }}</span></div>
        <p class="small quiet">{{ a.kind | label: 'approvals' }} · {{ 'approvals.askedBy' | t: { name: a.requestedBy, when: i18n.instant(a.requestedAt) } }}@if (a.decidedBy) { → {{ a.decidedBy }}, {{ i18n.instant(a.decidedAt) }} }</p><p>{{ a.reason }}</p>
        @if (a.state === 'open') {
          @if (a.mine) { <p class="small">@if (a.aloneFrom) { {{ 'approvals.alone' | t: { when: i18n.instant(a.aloneFrom) } }} } @else { {{ 'approvals.other' | t }} }</p> }
          @if (session.can('approvals:decide')) { <div class="actions">
            @if (a.mine) { <button mat-button type="button" (click)="decide(a.id, 'withdraw')">{{ 'approvals.withdraw' | t }}</button> } @else { <button mat-button type="button" (click)="decide(a.id, 'refuse')">{{ 'approvals.refuse' | t }}</button> }
            @if (!a.mine || a.aloneFrom) { <button mat-flat-button type="button" (click)="decide(a.id, 'approve')">{{ 'approvals.approve' | t }}</button> }</div> }
        }</article>
    } @empty { @if (list.value()) { <p class="panel">{{ 'approvals.none' | t }}</p> } }`,
  styles: `article { margin: 12px 0; } article h2 { margin: 0; }`,
})
export class ApprovalsComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  protected readonly list = loaded(() => this.api.call('listApprovals', {}));
  protected readonly problem = signal<Problem | null>(null);

  protected async decide(id: string, decision: 'approve' | 'refuse' | 'withdraw'): Promise<void> {
    this.problem.set(await attempt(() => this.api.call('decideApproval', { params: { id }, body: { decision } })));
    if (this.problem() === null) await this.list.reload();
  }
}
