import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { languageNames, publicLanguages, Speech } from './speech';

/** The three languages of the pages for persons. */
@Component({
  selector: 'oubli-languages', changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<p class="row no-print">@for (l of languages; track l) { <button type="button" class="chip" [attr.lang]="l" [attr.aria-pressed]="l === speech.language()" (click)="speech.choose(l)">{{ names[l] }}</button> }</p>`,
})
export class LanguagesComponent {
  protected readonly speech = inject(Speech);
  protected readonly languages = publicLanguages;
  protected readonly names = languageNames;
}
