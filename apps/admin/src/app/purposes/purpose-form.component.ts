import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import type { Api as Catalogue, RequestOf } from '@oubli/contracts';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { attempt, type Problem } from '../api/problem';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';

type State = Answer<'readPurposeRegister'>['states'][number];
type Body = RequestOf<Catalogue['statePurpose']>['body'];

/** What somebody wants to state: of a purpose, beginning with what holds or with nothing. */
export interface Wish {
  readonly purpose: string;
  readonly from: State | null;
}

const categories = ['candidate', 'expert', 'client-contact', 'prospect', 'staff', 'requester'] as const satisfies readonly Body['category'][];
const bases = ['consent', 'contract', 'legal-obligation', 'legitimate-interest'] as const satisfies readonly Body['basis'][];
const confidences = ['S', 'S~', 'I', 'G'] as const satisfies readonly Body['confidence'][];
const exemptions = ['Art. 11 GDPR', 'Art. 14(5) GDPR', 'Art. 23 GDPR', 'Art. L34-5 CPCE'] as const satisfies readonly Body['exemption'][];

/** States on which basis a purpose is pursued from a day on; the API asks for the password where it has not been given lately. */
@Component({
  selector: 'oubli-purpose-form', imports: [TPipe, LabelPipe, MatButtonModule, ProblemComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './purpose-form.component.html',
  styles: `form { margin-top: 16px; } h3 { margin-top: 0; } textarea { min-height: 6rem; }`,
})
export class PurposeFormComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  readonly wish = input.required<Wish>();
  readonly today = input.required<string>();
  /** True once it was written. */
  readonly done = output<boolean>();
  protected readonly types = loaded(() => this.api.call('listRecordTypes', {}));
  protected readonly problem = signal<Problem | null>(null);
  protected readonly basis = linkedSignal<string>(() => this.wish().from?.basis ?? '');
  protected readonly exemption = linkedSignal<string>(() => this.wish().from?.exemption ?? '');
  protected readonly typesOfPurpose = computed(() => (this.types.value()?.results ?? []).map((t) => t.recordType));
  protected readonly categories = categories;
  protected readonly bases = bases;
  protected readonly confidences = confidences;
  protected readonly exemptions = exemptions;

  protected async save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string | null => String(given.get(name) ?? '').trim() || null;
    const body: Body = {
      purpose: this.wish().purpose, category: categories.find((c) => c === text('category')) ?? 'candidate', recordType: text('recordType'), basis: bases.find((b) => b === text('basis')) ?? null,
      validFrom: text('validFrom') ?? this.today(), basisInPolicy: bases.find((b) => b === text('basisInPolicy')) ?? null, legalReference: text('legalReference') ?? '', confidence: confidences.find((c) => c === text('confidence')) ?? 'G',
      balancingNote: text('balancingNote'), exemption: exemptions.find((e) => e === text('exemption')) ?? null, exemptionReason: text('exemptionReason'), reason: text('reason') ?? '',
    };
    const problem = await attempt(() => this.api.call('statePurpose', { body }));
    this.problem.set(problem);
    if (problem === null) this.done.emit(true);
  }
}
