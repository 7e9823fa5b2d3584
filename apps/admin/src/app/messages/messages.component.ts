import { ChangeDetectionStrategy, Component, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router } from '@angular/router';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { attempt, type Problem } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import type { MessageKey } from '../i18n/messages';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

type Row = Answer<'listMessages'>['results'][number];
const states = ['waiting', 'sent', 'refused', 'expired', 'cancelled'] as const;
const names: Readonly<Record<Row['state'], MessageKey>> = { waiting: 'messages.waiting', sent: 'messages.sent', refused: 'messages.refused', expired: 'messages.expired', cancelled: 'messages.cancelled' };

/** What left, what waits and what was refused. */
@Component({
  selector: 'oubli-messages', imports: [TPipe, MatButtonModule, ProblemComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="row"><h1>{{ 'messages.title' | t }}</h1><label class="push row"><span>{{ 'messages.state' | t }}</span><select #select (change)="choose(select.value)"><option value="">{{ 'messages.all' | t }}</option>@for (s of states; track s) { <option [value]="s" [selected]="s === state()">{{ names[s] | t }}</option> }</select></label></div>
    <p class="quiet">{{ 'messages.text' | t }}</p>
    <oubli-state [problem]="first.problem()" [loading]="first.loading() && !first.value()" (retry)="first.reload()" />
    <oubli-problem [problem]="problem()" /><p role="status">{{ said() }}</p>
    @if (first.value(); as page) {
      @if (!page.mailServer) { <p class="panel">{{ 'messages.noServer' | t }}</p> }
      @if (page.results.length === 0) { <p class="panel">{{ 'messages.none' | t }}</p> } @else {
        <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'messages.title' | t"><table><thead><tr><th scope="col">{{ 'messages.kind' | t }}</th><th scope="col">{{ 'messages.to' | t }}</th><th scope="col">{{ 'messages.state' | t }}</th><th scope="col">{{ 'messages.written' | t }}</th><th scope="col">{{ 'messages.tries' | t }}</th><th scope="col">{{ 'messages.reply' | t }}</th><th scope="col"></th></tr></thead>
        <tbody>@for (m of page.results.concat(more()); track m.id) { <tr><th scope="row"><code>{{ m.kind }}</code></th><td>{{ m.address }}</td><td>{{ names[m.state] | t }}</td><td>{{ i18n.instant(m.createdAt) }}</td><td class="number">{{ m.attempts }}</td><td class="number">{{ m.replyCode ?? '–' }}</td><td>@if (m.state === 'refused' && session.can('messages:write')) { <button mat-button type="button" (click)="again(m.id)">{{ 'messages.again' | t }}</button> }</td></tr> }</tbody></table></div>
        @if (after(); as next) { <div class="actions"><button mat-stroked-button type="button" (click)="goOn(next)">{{ 'messages.more' | t }}</button></div> }
      }
    }`,
})
export class MessagesComponent {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  protected readonly states = states;
  protected readonly names = names;
  readonly state = input<string>();
  protected readonly problem = signal<Problem | null>(null);
  protected readonly said = signal('');
  protected readonly more = signal<Row[]>([]);
  protected readonly first = loaded(() => {
    this.more.set([]);
    return this.api.call('listMessages', { query: { limit: '100', ...this.wanted() } });
  });
  protected readonly after = linkedSignal(() => this.first.value()?.paging?.next.after ?? null);

  private wanted(): { state?: Row['state'] } {
    const state = states.find((s) => s === this.state());
    return state ? { state } : {};
  }

  protected choose(state: string): void {
    void this.router.navigate([], { queryParams: { state: state === '' ? null : state } });
  }

  protected async again(id: string): Promise<void> {
    this.said.set('');
    this.problem.set(await attempt(async () => {
      await this.api.call('sendMessageAgain', { params: { id } });
      this.said.set(this.i18n.t('messages.queued'));
      await this.first.reload();
    }));
  }

  protected async goOn(after: string): Promise<void> {
    const page = await this.api.call('listMessages', { query: { limit: '100', after, ...this.wanted() } });
    this.more.update((rows) => [...rows, ...page.results]);
    this.after.set(page.paging?.next.after ?? null);
  }
}
