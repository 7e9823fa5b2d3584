import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { loaded } from '../api/load';
import { LanguagesComponent } from './languages.component';
import { refusal } from './refusal';
import { Speech } from './speech';

const kinds = ['access', 'rectification', 'erasure', 'withdrawal', 'restriction', 'objection', 'portability', 'complaint', 'question'] as const;

/** What a browser may fill in by itself (WCAG 2.2, 1.3.5). */
const autocomplete: Readonly<Record<string, string>> = { name: 'name', email: 'email', phone: 'tel', address: 'street-address' };

/** Anybody asks for her rights: beside each field what is missed without it, and the policy that stands beside the form. */
@Component({
  selector: 'oubli-request-form', imports: [LanguagesComponent, MatButtonModule, RouterLink], changeDetection: ChangeDetectionStrategy.OnPush,
  styles: 'main { max-width: 680px; margin: 0 auto; padding: 28px 20px 60px; }',
  template: `<main><oubli-languages /><h1>{{ speech.say('form.title') }}</h1>
    @if (done(); as message) { <p class="panel" role="status">{{ message }}</p> } @else {
      <p>{{ speech.say('form.intro') }} <a routerLink="/public/own-page">{{ speech.say('form.own') }}</a></p>
      <form class="panel" (submit)="send($event)">
        <div class="field"><label for="kind">{{ speech.say('form.kind') }}</label><select id="kind" name="kind">@for (k of kinds; track k) { <option [value]="k">{{ speech.word('kind', k) }}</option> }</select></div>
        @for (f of form.value()?.fields ?? []; track f.name) {
          <div class="field"><label [attr.for]="f.name">{{ speech.word('form', f.name) }}</label>
            @if (f.name === 'words') { <textarea [id]="f.name" [name]="f.name" rows="4" maxlength="5000" [attr.aria-describedby]="f.name + '-hint'"></textarea> }
            @else { <input [id]="f.name" [name]="f.name" [type]="f.name === 'email' ? 'email' : 'text'" maxlength="254" [attr.autocomplete]="autocomplete[f.name]" [required]="f.required" [attr.aria-describedby]="f.name + '-hint'"> }
            <p class="hint" [id]="f.name + '-hint'">{{ f.without[speech.language()] }}</p></div>
        }
        @if (form.value()?.policy; as p) { <p class="quiet small">{{ speech.say('form.purpose', { title: p.title, day: speech.day(p.effectiveFrom) }) }} <a routerLink="/public/privacy-policy">{{ speech.say('form.policy') }}</a></p> }
        <p class="problem" role="alert">{{ problem() }}</p>
        <div class="actions"><button mat-flat-button type="submit" [disabled]="busy()">{{ speech.say('form.send') }}</button></div>
      </form> }</main>`,
})
export class RequestFormComponent {
  private readonly api = inject(Api);
  protected readonly speech = inject(Speech);
  protected readonly kinds = kinds;
  protected readonly autocomplete = autocomplete;
  protected readonly form = loaded(() => this.api.call('readRequestForm', {}));
  protected readonly problem = signal('');
  protected readonly done = signal<string | null>(null);
  protected readonly busy = signal(false);

  protected async send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string | undefined => String(given.get(name) ?? '').trim() || undefined;
    const policy = this.form.value()?.policy?.id;
    this.busy.set(true);
    try {
      const { message } = await this.api.call('fileRequest', { body: {
        kind: kinds.find((k) => k === text('kind')), language: this.speech.language(), name: text('name') ?? '', email: text('email'), phone: text('phone'), address: text('address'), words: text('words'), policy,
      } });
      this.done.set(message);
    } catch (error) {
      this.problem.set(refusal(this.speech, error));
    } finally {
      this.busy.set(false);
    }
  }
}
