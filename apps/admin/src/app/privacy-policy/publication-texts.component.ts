import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Api } from '../api/api';
import { loaded } from '../api/load';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { StateComponent } from '../ui/state.component';
import { DifferencesComponent } from './differences.component';

/** The words of a publication: each language, what changed since the one before, and who let what pass. */
@Component({
  selector: 'oubli-publication-texts', imports: [TPipe, LabelPipe, StateComponent, DifferencesComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<oubli-state [problem]="texts.problem()" [loading]="texts.loading() && !texts.value()" (retry)="texts.reload()" />
    @if (texts.value(); as found) {
      @for (text of found.texts; track text.language) {
        <details><summary>{{ text.language | label: 'language' }} @if (text.authoritative) { <span class="badge good">{{ 'privacy.authoritative' | t }}</span> }</summary><oubli-differences [lines]="text.differences" /></details>
      } @empty { <p class="quiet">{{ 'privacy.noText' | t }}</p> }
      @for (w of found.waivers; track $index) { <p class="small">{{ 'privacy.waived' | t: { name: w.waivedBy, when: i18n.instant(w.waivedAt) } }} {{ w.rule | label: 'lint' }} ({{ w.language | label: 'language' }}, {{ 'privacy.line' | t: { n: w.line } }}, “{{ w.words }}”): {{ w.reason }}</p> }
    }`,
})
export class PublicationTextsComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  readonly publication = input.required<string>();
  protected readonly texts = loaded(() => this.api.call('readPublicationTexts', { params: { id: this.publication() } }));
}
