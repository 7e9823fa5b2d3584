import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { StateComponent } from '../ui/state.component';

type Company = NonNullable<NonNullable<Answer<'readPublicPolicy'>>['identity']>['controller'];
type TextLanguage = NonNullable<Answer<'readPublicPolicy'>>['texts'][number]['language'];
const names: Readonly<Record<TextLanguage, string>> = { fr: 'Français', en: 'English', de: 'Deutsch' };

/** For anybody: the words in force, who answers for them, and the periods from the very versions that are applied. */
@Component({
  selector: 'oubli-public-policy', imports: [TPipe, LabelPipe, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './public-policy.component.html',
  styles: `main { max-width: 980px; margin: 0 auto; padding: 28px 20px 60px; } address { font-style: normal; } @media print { main { padding: 0; } table { font-size: .8rem; } tr, address { break-inside: avoid; } }`,
})
export class PublicPolicyComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  protected readonly names = names;
  protected readonly policy = loaded(() => this.api.call('readPublicPolicy', {}));
  private readonly chosen = signal<TextLanguage | null>(null);
  protected readonly languages = computed((): readonly TextLanguage[] => {
    const written = (this.policy.value()?.texts ?? []).map((t) => t.language);
    return [...new Set<TextLanguage>(['fr', 'en', ...written])];
  });
  protected readonly text = computed(() => {
    const texts = this.policy.value()?.texts ?? [];
    const of = (language: TextLanguage | null | undefined) => texts.find((t) => t.language === language);
    return of(this.chosen() ?? this.i18n.language()) ?? of(this.policy.value()?.authoritative);
  });

  protected choose(language: TextLanguage): void {
    this.chosen.set(language);
    if (language !== 'de') this.i18n.choose(language);
  }

  protected numbers(company: Company): string {
    const { legalForm, capital, registerCity, siren, siret, vatNumber, activityCode } = company;
    const parts = [legalForm, capital === null ? '' : `${this.i18n.t('company.capital')}: ${this.i18n.number(Number(capital))}`, `RCS ${registerCity} ${siren}`, siret === null ? '' : `SIRET ${siret}`, vatNumber === null ? '' : `TVA ${vatNumber}`, activityCode === null ? '' : `APE ${activityCode}`];
    return parts.filter((part) => part !== '').join(' · ');
  }
}
