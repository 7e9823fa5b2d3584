import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router } from '@angular/router';
import { Problem } from '../api/problem';
import { Session } from '../api/session';
import { TPipe } from '../i18n/t.pipe';

/** A link that is good once sets a password. Its token stands behind the #, which no server and no log is sent. */
@Component({
  selector: 'oubli-link', imports: [MatButtonModule, TPipe], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<main class="door"><div class="panel">
    <p class="brand"><img src="favicon.svg" alt="" width="26" height="26"> Oubli</p>
    <h1>{{ 'link.title' | t }}</h1>
    <form (submit)="set($event, password.value)">
      <div class="field"><label for="password">{{ 'signIn.password' | t }}</label>
        <input #password id="password" type="password" autocomplete="new-password" minlength="8" maxlength="128" aria-describedby="password-hint" required>
        <p id="password-hint" class="hint">{{ 'link.hint' | t }}</p></div>
      <p class="problem" role="alert">{{ problem() === 'bad' ? ('link.bad' | t) : problem() }}</p>
      <button mat-flat-button type="submit" [disabled]="busy()">{{ 'link.do' | t }}</button>
    </form>
  </div></main>`,
  styleUrl: './door.scss',
})
export class LinkComponent {
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly token = location.hash.slice(1);
  protected readonly problem = signal('');
  protected readonly busy = signal(false);

  protected async set(event: Event, password: string): Promise<void> {
    event.preventDefault();
    this.busy.set(true);
    try {
      const ticket = await this.session.useLink(this.token, password);
      await this.router.navigateByUrl(ticket === null ? '/' : '/sign-in');
    } catch (error) {
      const places = error instanceof Problem ? error.places.map((place) => place.detail).join('; ') : '';
      this.problem.set(places === '' || (error instanceof Problem && error.status === 401) ? 'bad' : places);
    } finally {
      this.busy.set(false);
    }
  }
}
