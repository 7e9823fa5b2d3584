import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { attempt, type Problem } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

type Category = Answer<'listRecipients'>['results'][number]['category'];
const categories = ['client', 'processor', 'public-authority', 'social-body', 'bank', 'adviser', 'training-body', 'other', 'commercial-advertising'] as const satisfies readonly Category[];

/** Who may be given data: nothing leaves but to one of these, and to an advertiser nothing at all. */
@Component({
  selector: 'oubli-recipients', imports: [TPipe, LabelPipe, MatButtonModule, ProblemComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h2>{{ 'recipients.title' | t }}</h2><p class="quiet">{{ 'recipients.text' | t }}</p>
    <oubli-state [problem]="recipients.problem()" [loading]="recipients.loading() && !recipients.value()" (retry)="recipients.reload()" />
    @if (recipients.value()?.results?.length) { <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'recipients.title' | t"><table><thead><tr><th scope="col">{{ 'settings.name' | t }}</th><th scope="col">{{ 'recipients.category' | t }}</th><th scope="col">{{ 'settings.country' | t }}</th><th scope="col">{{ 'recipients.contact' | t }}</th><th scope="col"></th></tr></thead>
      <tbody>@for (r of recipients.value()?.results ?? []; track r.id) { <tr><th scope="row">{{ r.name }}</th><td><span class="badge" [class.warn]="r.category === 'commercial-advertising'">{{ r.category | label: 'recipient' }}</span></td><td>{{ r.country }}</td><td>{{ r.contactReference ?? '–' }}</td>
        <td>@if (r.endedOn) { {{ 'recipients.ended' | t: { day: i18n.day(r.endedOn) } }} } @else if (session.can('recipients:write')) { <button mat-button type="button" (click)="end(r.id)">{{ 'recipients.end' | t }}</button> }</td></tr> }</tbody></table></div> }
    <oubli-problem [problem]="problem()" />
    @if (session.can('recipients:write')) {
      <form class="panel" (submit)="register($event)"><h3>{{ 'recipients.new' | t }}</h3><div class="grid">
        <div class="field"><label for="recipient-name">{{ 'settings.name' | t }}</label><input id="recipient-name" name="name" minlength="2" maxlength="120" required></div>
        <div class="field"><label for="recipient-category">{{ 'recipients.category' | t }}</label><select id="recipient-category" name="category">@for (c of categories; track c) { <option [value]="c">{{ c | label: 'recipient' }}</option> }</select></div>
        <div class="field"><label for="recipient-country">{{ 'settings.country' | t }}</label><input id="recipient-country" name="country" pattern="[A-Z]{2}" maxlength="2" value="FR" required></div>
        <div class="field"><label for="recipient-contact">{{ 'recipients.contact' | t }}</label><input id="recipient-contact" name="contact" maxlength="200"></div></div>
        <div class="actions"><button mat-flat-button type="submit">{{ 'recipients.new' | t }}</button></div></form>
    }`,
  styles: `form { margin-top: 14px; } h3 { margin-top: 0; }`,
})
export class RecipientsComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  protected readonly categories = categories;
  protected readonly recipients = loaded(() => this.api.call('listRecipients', {}));
  protected readonly problem = signal<Problem | null>(null);

  protected register(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const text = (name: string): string => String(given.get(name) ?? '').trim();
    return this.try(async () => {
      await this.api.call('registerRecipient', { body: { name: text('name'), category: categories.find((c) => c === text('category')) ?? 'other', country: text('country'), ...(text('contact') !== '' && { contactReference: text('contact') }) } });
      form.reset();
    });
  }

  protected end(id: string): Promise<void> {
    return this.try(async () => void (await this.api.call('endRecipient', { params: { id } })));
  }

  private async try(act: () => Promise<void>): Promise<void> {
    this.problem.set(await attempt(act));
    if (this.problem() === null) await this.recipients.reload();
  }
}
