import { ChangeDetectionStrategy, Component, computed, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Api } from '../api/api';
import { Entrance } from '../api/entrance';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { places } from './places';
import { ThemeChoice } from './theme';

/** The frame of every page for somebody signed in: navigation, search, language, theme, shortcuts. */
@Component({
  selector: 'oubli-shell', imports: [RouterOutlet, RouterLink, RouterLinkActive, MatButtonModule, TPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './shell.component.html', styleUrl: './shell.component.scss',
  host: { '(document:keydown)': 'key($event)' },
})
export class ShellComponent {
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  protected readonly theme = inject(ThemeChoice);
  private readonly router = inject(Router);
  private readonly dialogs = inject(MatDialog);
  private readonly api = inject(Api);
  private readonly search = viewChild<ElementRef<HTMLInputElement>>('search');
  private readonly main = viewChild<ElementRef<HTMLElement>>('main');
  protected readonly open = signal(false);
  protected readonly places = computed(() => places.filter((place) => this.session.user() !== null && this.session.can(place.right)));
  private going = false;

  constructor() {
    const entrance = inject(Entrance);
    entrance.signInAgain = () => this.ask(() => import('../sign-in/sign-in-again.dialog').then((m) => m.SignInAgainDialog));
    entrance.confirm = () => this.ask(() => import('../sign-in/step-up.dialog').then((m) => m.StepUpDialog));
  }

  /** Opens a dialog that answers true or false; of two questions at once the second waits for the first. */
  private asking: Promise<boolean> | null = null;
  private ask(load: () => Promise<new () => unknown>): Promise<boolean> {
    this.asking ??= load()
      .then((dialog) => firstValueFrom(this.dialogs.open<unknown, undefined, boolean>(dialog, { disableClose: true }).afterClosed()))
      .then((answer) => answer === true)
      .finally(() => (this.asking = null));
    return this.asking;
  }

  protected find(event: Event, text: string): void {
    event.preventDefault();
    this.open.set(false);
    void this.router.navigate(['/people'], { queryParams: { q: text } });
  }

  /** `/` searches, `?` helps, `g` and a letter goes; never while somebody types. */
  protected key(event: KeyboardEvent): void {
    const { target } = event;
    const typing = target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
    if (typing || event.ctrlKey || event.metaKey || event.altKey || this.dialogs.openDialogs.length > 0) return;
    if (this.going) {
      this.going = false;
      const place = this.places().find((p) => p.letter === event.key);
      if (place) void this.router.navigateByUrl(place.path);
      return;
    }
    if (event.key === 'g') this.going = true;
    else if (event.key === '/') {
      event.preventDefault();
      this.search()?.nativeElement.focus();
    } else if (event.key === '?') void import('./help.dialog').then((m) => this.dialogs.open(m.HelpDialog));
  }

  protected skip(event: Event): void {
    event.preventDefault();
    this.main()?.nativeElement.focus();
  }

  protected language(language: 'fr' | 'en'): void {
    this.i18n.choose(language);
    void this.api.call('setLanguage', { body: { language } }).catch(() => undefined);
  }

  protected async signOut(): Promise<void> {
    await this.session.signOut();
    await this.router.navigateByUrl('/sign-in');
  }
}
