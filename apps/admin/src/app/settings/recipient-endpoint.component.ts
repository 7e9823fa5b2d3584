import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { attempt, type Problem } from '../api/problem';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';

type Recipient = Answer<'listRecipients'>['results'][number];

/** Where a recipient takes signed messages; their secret is shown once. */
@Component({
  selector: 'oubli-recipient-endpoint', imports: [TPipe, MatButtonModule, ProblemComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h4>{{ 'endpoint.title' | t }}</h4><p class="hint">{{ 'endpoint.text' | t }}</p>
    @if (recipient().endpointDisabledOn; as day) { <p class="problem">{{ 'endpoint.disabled' | t: { day: i18n.day(day) } }}</p> }
    <form (submit)="open($event, url.value)"><div class="field"><label for="endpoint-url">{{ 'endpoint.url' | t }}</label><input #url id="endpoint-url" type="url" maxlength="2000" placeholder="https://" [value]="recipient().endpointUrl ?? ''" required></div>
      <div class="actions"><button mat-stroked-button type="submit">{{ (recipient().endpointUrl ? 'endpoint.replace' : 'endpoint.open') | t }}</button>
        @if (recipient().endpointUrl) { <button mat-button type="button" (click)="turn()">{{ 'endpoint.turn' | t }}</button> <button mat-button type="button" (click)="close()">{{ 'endpoint.close' | t }}</button> }</div></form>
    @if (secret(); as s) { <div role="status" class="panel"><p>{{ 'endpoint.secret' | t }}</p><p><code>{{ s }}</code></p></div> }
    <oubli-problem [problem]="problem()" />`,
  styles: `code { overflow-wrap: anywhere; user-select: all; }`,
})
export class RecipientEndpointComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  readonly recipient = input.required<Recipient>();
  readonly changed = output();
  protected readonly secret = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);

  private get params() {
    return { id: this.recipient().id };
  }

  protected open(event: Event, url: string): Promise<void> {
    event.preventDefault();
    return this.try(async () => this.secret.set((await this.api.call('openEndpoint', { params: this.params, body: { url: url.trim() } })).secret));
  }

  protected turn(): Promise<void> {
    return this.try(async () => this.secret.set((await this.api.call('turnEndpointSecret', { params: this.params })).secret));
  }

  protected close(): Promise<void> {
    return this.try(async () => {
      await this.api.call('closeEndpoint', { params: this.params });
      this.secret.set(null);
    });
  }

  private async try(act: () => Promise<void>): Promise<void> {
    this.problem.set(await attempt(act));
    if (this.problem() === null) this.changed.emit();
  }
}
