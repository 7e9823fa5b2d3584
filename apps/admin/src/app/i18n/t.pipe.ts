import { inject, Pipe, type PipeTransform } from '@angular/core';
import { I18n } from './i18n';
import type { MessageKey } from './messages';

/** A sentence of the dictionary in the template; follows the language. */
@Pipe({ name: 't', pure: false })
export class TPipe implements PipeTransform {
  private readonly i18n = inject(I18n);

  transform(key: MessageKey, values?: Readonly<Record<string, string | number>>): string {
    return this.i18n.t(key, values);
  }
}
