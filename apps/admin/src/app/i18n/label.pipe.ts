import { inject, Pipe, type PipeTransform } from '@angular/core';
import { I18n } from './i18n';
import { isKey } from './messages';

/** A closed word of the API in the reader's language: `'archived' | label: 'becomes'`; a word that came later stands as it is. */
@Pipe({ name: 'label', pure: false })
export class LabelPipe implements PipeTransform {
  private readonly i18n = inject(I18n);

  transform(word: string, group: string): string {
    const key = `${group}.${word}`;
    return isKey(key) ? this.i18n.t(key) : word;
  }
}
