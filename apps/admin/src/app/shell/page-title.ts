import { effect, inject, Injectable, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { isKey } from '../i18n/messages';

/** The document's title is a key of the dictionary, so that it follows the language. */
@Injectable()
export class PageTitle extends TitleStrategy {
  private readonly i18n = inject(I18n);
  private readonly title = inject(Title);
  private readonly key = signal<string>('');

  constructor() {
    super();
    effect(() => {
      const key = this.key();
      this.title.setTitle(isKey(key) ? `${this.i18n.t(key)} · Oubli` : 'Oubli');
    });
  }

  override updateTitle(snapshot: RouterStateSnapshot): void {
    this.key.set(this.buildTitle(snapshot) ?? '');
  }
}
