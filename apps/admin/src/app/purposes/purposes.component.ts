import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { StateComponent } from '../ui/state.component';
import { PurposeFormComponent, type Wish } from './purpose-form.component';

type State = Answer<'readPurposeRegister'>['states'][number];
type Gap = Answer<'readPurposeGaps'>['gaps'][number];

interface Group {
  readonly purpose: string;
  readonly inForce: readonly State[];
  /** What held before and what is to come. */
  readonly others: readonly State[];
}

const gapKinds = ['no-state', 'no-balancing-note', 'policy-differs', 'unused'] as const;

/** Why data are held, about whom, on which basis; what held before; what is missing. */
@Component({
  selector: 'oubli-purposes', imports: [TPipe, LabelPipe, RouterLink, MatButtonModule, StateComponent, PurposeFormComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './purposes.component.html', styleUrl: './purposes.component.scss',
})
export class PurposesComponent {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  /** Day of the address: `?asOf=2026-11-25`; today when not said. */
  readonly asOf = input<string>();
  protected readonly purposes = loaded(() => this.api.call('listPurposes', {}));
  protected readonly register = loaded(() => {
    const day = this.asOf();
    return this.api.call('readPurposeRegister', { query: day === undefined ? {} : { asOf: day } });
  });
  protected readonly gaps = loaded(() => this.api.call('readPurposeGaps', {}));
  protected readonly wish = signal<Wish | null>(null);
  protected readonly said = signal(false);

  protected readonly groups = computed((): readonly Group[] => {
    const states = this.register.value()?.states ?? [];
    return (this.purposes.value()?.results ?? []).map((purpose) => {
      const of = states.filter((s) => s.purpose === purpose);
      const inForce = of.filter((s) => s.when === 'in-force' && s.basis !== null);
      return { purpose, inForce, others: of.filter((s) => !inForce.includes(s)) };
    });
  });
  protected readonly found = computed(() => {
    const gaps = this.gaps.value()?.gaps ?? [];
    return gapKinds.map((kind) => ({ kind, gaps: gaps.filter((gap) => gap.kind === kind) })).filter((group) => group.gaps.length > 0);
  });

  protected typesOf(gap: Gap): string {
    return gap.recordTypes.map((type) => this.i18n.recordType(type)).join(', ');
  }

  protected when(state: State): string {
    const [first, last] = [this.i18n.day(state.validFrom), state.validTo === null ? '' : this.i18n.day(state.validTo)];
    if (state.when === 'to-come') return this.i18n.t('purposes.from', { day: first });
    return state.validTo === null ? this.i18n.t('purposes.since', { day: first }) : this.i18n.t('purposes.between', { first, last });
  }

  protected who(state: State): string {
    return state.author === null ? this.i18n.t('purposes.shipped') : this.i18n.t('purposes.statedBy', { who: state.author, reason: state.reason });
  }

  protected go(day: string): void {
    void this.router.navigate([], { queryParams: { asOf: day === '' ? null : day } });
  }

  protected change(purpose: string, from: State | null): void {
    this.said.set(false);
    this.wish.set({ purpose, from });
  }

  protected async done(saved: boolean): Promise<void> {
    this.wish.set(null);
    this.said.set(saved);
    if (saved) await Promise.all([this.register.reload(), this.gaps.reload()]);
  }
}
