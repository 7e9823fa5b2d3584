import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { SignInForm } from './sign-in.form';

@Component({
  selector: 'oubli-sign-in', imports: [SignInForm, TPipe, RouterLink], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<main class="door"><div class="panel">
    <p class="brand"><img src="favicon.svg" alt="" width="26" height="26"> Oubli</p>
    <h1>{{ 'signIn.title' | t }}</h1>
    <oubli-sign-in-form (signedIn)="enter()" />
    <p class="hint"><a routerLink="/lost-password">{{ 'signIn.lost' | t }}</a></p>
    <p class="languages"><button type="button" class="chip" lang="fr" (click)="i18n.choose('fr')">Français</button> <button type="button" class="chip" lang="en" (click)="i18n.choose('en')">English</button></p>
  </div></main>`,
  styleUrl: './door.scss',
})
export class SignInComponent {
  private readonly router = inject(Router);
  protected readonly i18n = inject(I18n);
  readonly return = input<string>();

  protected enter(): void {
    const to = this.return();
    // Only an address of this console: `//elsewhere` is another host.
    void this.router.navigateByUrl(to && /^\/(?!\/)/.test(to) ? to : '/');
  }
}
