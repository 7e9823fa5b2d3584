import { Injectable } from '@angular/core';

/** What the API's caller needs of the session, without knowing it: the form token, and two questions the shell answers. */
@Injectable({ providedIn: 'root' })
export class Entrance {
  csrfToken = '';
  /** Asks to sign in again over the page as it is; true when that happened. */
  signInAgain: () => Promise<boolean> = () => Promise.resolve(false);
  /** Asks to confirm who is there; true when that happened. */
  confirm: () => Promise<boolean> = () => Promise.resolve(false);
}
