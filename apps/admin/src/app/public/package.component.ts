import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { pathOf } from '../api/api';
import { problemFrom } from '../api/problem';
import { LanguagesComponent } from './languages.component';
import { refusal } from './refusal';
import { Speech } from './speech';

/** The link to a package: one button, so that whatever looks through mails beforehand uses nothing up. */
@Component({
  selector: 'oubli-fetch', imports: [LanguagesComponent, MatButtonModule], changeDetection: ChangeDetectionStrategy.OnPush,
  styles: 'main { max-width: 560px; margin: 0 auto; padding: 28px 20px 60px; }',
  template: `<main><oubli-languages /><h1>{{ speech.say('fetch.title') }}</h1><div class="panel">
    @if (state() === 'done') { <p role="status">{{ speech.say('fetch.done') }}</p> } @else {
      <p>{{ speech.say('fetch.text') }}</p><p class="problem" role="alert">{{ problem() }}</p>
      <div class="actions"><button mat-flat-button type="button" [disabled]="state() === 'working'" (click)="fetch()">{{ speech.say(state() === 'working' ? 'fetch.working' : 'fetch.do') }}</button></div> }</div></main>`,
})
export class PackageComponent {
  protected readonly speech = inject(Speech);
  private readonly token = location.hash.slice(1);
  protected readonly state = signal<'waits' | 'working' | 'done'>('waits');
  protected readonly problem = signal('');

  protected async fetch(): Promise<void> {
    this.state.set('working');
    try {
      const answer = await fetch(pathOf('fetchPackage', {}), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token: this.token }) });
      if (!answer.ok) throw await problemFrom(answer);
      save(await answer.blob(), /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? 'data.zip');
      this.state.set('done');
    } catch (error) {
      this.state.set('waits');
      this.problem.set(/^[A-Za-z0-9_-]{43}$/.test(this.token) ? refusal(this.speech, error, 'fetch.gone') : this.speech.say('fetch.gone'));
    }
  }
}

function save(file: Blob, name: string): void {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(file), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}
