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
import { LegalEntityComponent } from './legal-entity.component';

type Holder = Answer<'readCompany'>['holders'][number];
const capacities = ['manager', 'president', 'managing-director'] as const;
const optional = (given: FormData, name: string): string | null => {
  const value = given.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
};

/** Who the company is, who represents it and who protects its data: what the public page and every letter say. */
@Component({
  selector: 'oubli-company', imports: [TPipe, LabelPipe, MatButtonModule, LegalEntityComponent, ProblemComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './company.component.html',
  styles: `h3 { margin-top: 18px; } form h4 { margin: 0 0 8px; } .panel + .scroll, .scroll + .panel, .scroll + oubli-problem { margin-top: 14px; } td form { display: flex; gap: 8px; flex-wrap: wrap; align-items: end; }`,
})
export class CompanyComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  protected readonly capacities = capacities;
  protected readonly company = loaded(() => this.api.call('readCompany', {}));
  protected readonly problem = signal<Problem | null>(null);
  protected readonly office = signal<'representative' | 'protection-officer'>('representative');
  protected readonly ending = signal<string | null>(null);

  protected choose(value: string): void {
    this.office.set(value === 'protection-officer' ? 'protection-officer' : 'representative');
  }

  protected async appoint(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const capacity = capacities.find((c) => c === given.get('capacity')) ?? null;
    const done = await this.try(() => this.api.call('appoint', {
      body: { office: this.office(), name: optional(given, 'name'), capacity: this.office() === 'representative' ? capacity : null, email: optional(given, 'email'), phone: optional(given, 'phone'), validFrom: String(given.get('from')) },
    }));
    if (done) form.reset();
  }

  protected async end(event: SubmitEvent, { id, name, capacity, email, phone }: Holder, validTo: string): Promise<void> {
    event.preventDefault();
    if (await this.try(() => this.api.call('correctHolder', { params: { id }, body: { name, capacity, email, phone, validTo } }))) this.ending.set(null);
  }

  protected async saveAuthority(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => optional(given, name) ?? '';
    await this.try(() => this.api.call('writeAuthority', { body: { name: text('name'), address: text('address'), website: text('website'), complaintsUrl: text('complaintsUrl') } }));
  }

  private async try(act: () => Promise<unknown>): Promise<boolean> {
    this.problem.set(await attempt(act));
    if (this.problem() !== null) return false;
    await this.company.reload();
    return true;
  }
}
