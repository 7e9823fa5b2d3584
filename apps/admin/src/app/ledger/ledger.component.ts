import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { type Answer, Api } from '../api/api';
import { attempt, type Problem } from '../api/problem';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { type Head, LongListComponent } from '../ui/long-list/long-list.component';
import { longRows, placeFrom } from '../ui/long-list/long-rows';
import { pageRows } from '../ui/long-list/paged-rows';
import { RowDirective } from '../ui/long-list/row.directive';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

/** The proof of what was treated: batches, proofs of a record, and a verification anybody can start. */
@Component({
  selector: 'oubli-ledger', imports: [TPipe, RouterLink, MatButtonModule, ProblemComponent, StateComponent, LongListComponent, RowDirective], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="row"><h1>{{ 'ledger.title' | t }}</h1><button mat-flat-button class="push" type="button" [disabled]="verifying()" (click)="verify()">{{ (verifying() ? 'state.loading' : 'ledger.verify') | t }}</button></div>
    <p class="quiet">{{ 'ledger.text' | t }}</p>
    <p role="status">@if (result(); as r) { <span class="badge" [class.good]="r.verified" [class.warn]="!r.verified">@if (r.verified) { {{ 'ledger.verified' | t: { batches: r.batches, entries: r.entries, checkpoints: r.checkpoints } }} } @else { {{ 'ledger.notVerified' | t: { place: r.findings[0]?.place ?? '' } }} }</span> }</p>
    <oubli-problem [problem]="problem()" />
    <form class="row" (submit)="prove($event, address.value)"><label for="address">{{ 'ledger.prove' | t }}</label><input #address id="address" size="52" [placeholder]="'ledger.address' | t" pattern="[a-z-]+/[0-9a-fA-F-]{36}" required><button mat-stroked-button type="submit">{{ 'ledger.find' | t }}</button></form>
    @if (proofs(); as list) {
      @if (list.length === 0) { <p class="panel" role="status">{{ 'ledger.noProof' | t }}</p> } @else {
        <div class="scroll proofs" tabindex="0" role="region" [attr.aria-label]="'ledger.prove' | t"><table><thead><tr><th scope="col">{{ 'due.on' | t }}</th><th scope="col">{{ 'policies.recordType' | t }}</th><th scope="col">{{ 'ledger.action' | t }}</th><th scope="col" class="num">{{ 'ledger.batch' | t }}</th><th scope="col"></th></tr></thead>
        <tbody>@for (p of list; track $index) { <tr><td>{{ i18n.day(p.dueOn) }}</td><th scope="row">{{ i18n.recordType(p.recordType) }}</th><td>{{ p.action }}</td><td class="num">{{ p.batch }}</td><td><span class="badge" [class.good]="p.proven" [class.warn]="!p.proven">{{ (p.proven ? 'ledger.proven' : 'ledger.notProven') | t }}</span> @if (p.checkpoint) { <span class="small quiet">{{ 'ledger.checkpoint' | t }} {{ p.checkpoint }}</span> }</td></tr> }</tbody></table></div> }
    }
    @if (list.length() > 0) {
      <oubli-long-list [label]="'ledger.title' | t" [list]="list" [heads]="heads()">
        <ng-template [oubliRow]="list" let-b><span role="rowheader" class="num">{{ i18n.number(b.seq) }}</span><span role="cell">{{ i18n.instant(b.sealedAt) }}</span><span role="cell"><a [routerLink]="['/runs', b.run]"><code>{{ b.run.slice(0, 8) }}</code></a></span><span role="cell" class="num">{{ i18n.number(b.entries) }}</span><span role="cell"><code [title]="b.root">{{ b.root.slice(0, 16) }}…</code></span></ng-template>
      </oubli-long-list>
    } @else {
      <oubli-state [problem]="list.problem()" [loading]="!list.complete()" (retry)="list.retry()" />
      @if (list.complete()) { <p class="panel">{{ 'ledger.none' | t }}</p> }
    }`,
  styles: `form { margin: 6px 0 14px; } .proofs { margin-bottom: 20px; }`,
})
export class LedgerComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  /** From the address: only the batches of one run. */
  readonly run = input<string>();
  readonly row = input<string>();
  readonly after = input<string>();
  protected readonly heads = computed<readonly Head[]>(() => [
    { text: this.i18n.t('ledger.batch'), width: 110, number: true }, { text: this.i18n.t('ledger.sealed'), width: 220, grows: true }, { text: this.i18n.t('runs.run'), width: 150 }, { text: this.i18n.t('ledger.entries'), width: 130, number: true }, { text: this.i18n.t('ledger.root'), width: 240 },
  ]);
  protected readonly list = longRows(() => {
    const run = this.run();
    return (after) => this.api.call('searchLedger', { query: { limit: pageRows, ...(run && { run }), ...(after !== undefined && { after }) } });
  }, () => placeFrom(this.row(), this.after()));
  protected readonly result = signal<Answer<'verifyLedger'> | null>(null);
  protected readonly proofs = signal<Answer<'proveRecord'>['results'] | null>(null);
  protected readonly verifying = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  protected async verify(): Promise<void> {
    this.verifying.set(true);
    await this.try(async () => this.result.set(await this.api.call('verifyLedger', {})));
    this.verifying.set(false);
  }

  protected prove(event: Event, address: string): Promise<void> {
    event.preventDefault();
    const [recordType = '', id = ''] = address.trim().split('/');
    return this.try(async () => this.proofs.set((await this.api.call('proveRecord', { params: { recordType, id: id.toLowerCase() } })).results));
  }

  private async try(act: () => Promise<void>): Promise<void> {
    this.problem.set(await attempt(act));
  }
}
