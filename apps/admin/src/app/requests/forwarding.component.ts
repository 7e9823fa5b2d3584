import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { attempt, type Problem } from '../api/problem';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';

type Done = Answer<'listForwardings'>['results'][number];
const languages = ['fr', 'en', 'de'] as const;

/** Passes a request on to the client that is the controller, and says to whom it went. */
@Component({
  selector: 'oubli-forwarding', imports: [TPipe, LabelPipe, MatButtonModule, ProblemComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  styles: `.data { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 230px), 1fr)); gap: 6px 14px; margin-bottom: 14px; }`,
  template: `<h2>{{ 'forward.title' | t }}</h2>
    @if (done.value()?.results?.length) { <ul>@for (f of done.value()?.results ?? []; track f.id) { <li>{{ said(f) }}</li> }</ul> }
    @if (may()) {
      <p class="hint">{{ 'forward.text' | t }}</p>
      @if (!open()) { <div class="actions"><button mat-stroked-button type="button" (click)="open.set(true)">{{ 'forward.open' | t }}</button></div> } @else {
        <form (submit)="forward($event)">
          <div class="grid">
            <div class="field"><label for="forward-client">{{ 'forward.client' | t }}</label><select id="forward-client" name="client" required>@for (c of clients(); track c.id) { <option [value]="c.id">{{ c.name }}</option> }</select>
              @if (recipients.value() && clients().length === 0) { <p class="small quiet">{{ 'forward.noClient' | t }}</p> }</div>
            <div class="field"><label for="forward-email">{{ 'forward.email' | t }}</label><input id="forward-email" name="email" type="email" maxlength="254"></div>
            <div class="field"><label for="forward-language">{{ 'forward.language' | t }}</label><select id="forward-language" name="language">@for (l of languages; track l) { <option [value]="l" [selected]="l === language()">{{ l | label: 'language' }}</option> }</select></div>
          </div>
          <fieldset><legend>{{ 'forward.data' | t }}</legend><div class="data">@for (t of types.value()?.results ?? []; track t.recordType) { <label><input type="checkbox" name="type" [value]="t.recordType"> {{ i18n.recordType(t.recordType) }}</label> }</div></fieldset>
          @if (nothing()) { <p class="problem" role="alert">{{ 'forward.choose' | t }}</p> }
          <div class="actions"><button mat-button type="button" (click)="open.set(false)">{{ 'do.cancel' | t }}</button><button mat-flat-button type="submit" [disabled]="busy()">{{ 'forward.do' | t }}</button></div>
        </form>
      }
      <oubli-problem [problem]="problem()" />
    }`,
})
export class ForwardingComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  readonly id = input.required<string>();
  readonly state = input.required<string>();
  readonly language = input.required<string>();
  readonly may = input.required<boolean>();
  readonly changed = output();
  protected readonly languages = languages;
  protected readonly open = signal(false);
  protected readonly nothing = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly done = loaded(() => {
    this.state();
    return this.api.call('listForwardings', { params: { id: this.id() } });
  });
  protected readonly recipients = loaded(() => this.api.call('listRecipients', {}));
  protected readonly types = loaded(() => this.api.call('listRecordTypes', {}));
  protected readonly clients = computed(() => (this.recipients.value()?.results ?? []).filter((r) => r.category === 'client' && r.endedOn === null));

  protected said(f: Done): string {
    return this.i18n.t('forward.done', { client: f.recipient, day: this.i18n.day(f.forwardedOn), data: f.recordTypes.map((type) => this.i18n.recordType(type)).join(', ') });
  }

  protected async forward(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const recordTypes = given.getAll('type').map(String);
    this.nothing.set(recordTypes.length === 0);
    if (recordTypes.length === 0) return;
    const email = String(given.get('email') ?? '').trim();
    this.busy.set(true);
    this.problem.set(await attempt(() => this.api.call('forwardRequest', {
      params: { id: this.id() }, body: { recipientId: String(given.get('client') ?? ''), recordTypes, language: languages.find((l) => l === given.get('language')) ?? 'fr', ...(email !== '' && { email }) },
    })));
    this.busy.set(false);
    if (this.problem() === null) this.changed.emit();
  }
}
