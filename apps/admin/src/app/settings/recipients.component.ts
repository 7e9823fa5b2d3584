import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { attempt, type Problem } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { RecipientEndpointComponent } from './recipient-endpoint.component';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

type Recipient = Answer<'listRecipients'>['results'][number];
const categories = ['client', 'processor', 'public-authority', 'social-body', 'bank', 'adviser', 'training-body', 'other', 'commercial-advertising'] as const satisfies readonly Recipient['category'][];

/** Who may be given data, under which contract and for what: nothing leaves but to one of these, and to an advertiser nothing at all. */
@Component({
  selector: 'oubli-recipients', imports: [TPipe, LabelPipe, MatButtonModule, ProblemComponent, StateComponent, RecipientEndpointComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './recipients.component.html',
  styles: `form { margin-top: 14px; } h3 { margin-top: 0; } fieldset { margin-bottom: 12px; } .checks { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 4px 12px; }`,
})
export class RecipientsComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  protected readonly categories = categories;
  protected readonly purposes = loaded(() => this.api.call('listPurposes', {}));
  protected readonly recipients = loaded(() => this.api.call('listRecipients', {}));
  protected readonly problem = signal<Problem | null>(null);
  protected readonly edited = signal<Recipient | null>(null);
  protected readonly said = signal('');

  protected hasPassed(day: string): boolean {
    return day < new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Paris' }).format(Date.now());
  }

  protected edit(recipient: Recipient): void {
    this.edited.set(recipient);
    this.said.set('');
    setTimeout(() => document.getElementById('recipient-name')?.focus());
  }

  protected save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const text = (name: string): string => String(given.get(name) ?? '').trim();
    const more = Object.fromEntries(['contactReference', 'noticeEmail', 'contractReference', 'contractEndsOn', 'reviewOn', 'subProcessors'].flatMap((name) => (text(name) === '' ? [] : [[name, text(name)]])));
    const body = { name: text('name'), country: text('country'), purposes: (this.purposes.value()?.results ?? []).filter((p) => given.getAll('purposes').includes(p)), ...more };
    const changed = this.edited();
    return this.try(async () => {
      if (changed) await this.api.call('changeRecipient', { params: { id: changed.id }, body });
      else await this.api.call('registerRecipient', { body: { ...body, category: categories.find((c) => c === text('category')) ?? 'other' } });
      this.said.set(this.i18n.t('recipients.saved', { name: body.name }));
      this.edited.set(null);
      form.reset();
    });
  }

  /** The list anew, and the recipient in the form as it stands now. */
  protected async refresh(id: string): Promise<void> {
    await this.recipients.reload();
    this.edited.set(this.recipients.value()?.results.find((r) => r.id === id) ?? null);
  }

  protected end(id: string): Promise<void> {
    return this.try(async () => {
      await this.api.call('endRecipient', { params: { id } });
      this.edited.set(null);
    });
  }

  private async try(act: () => Promise<void>): Promise<void> {
    this.problem.set(await attempt(act));
    if (this.problem() === null) await this.recipients.reload();
  }
}
