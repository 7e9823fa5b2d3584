import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Api } from '../api/api';
import { loaded } from '../api/load';
import { attempt, type Problem } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { isKey } from '../i18n/messages';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

/** The timetable, jobs on demand, and the kill switch. */
@Component({
  selector: 'oubli-jobs', imports: [TPipe, LabelPipe, MatButtonModule, ProblemComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h1>{{ 'jobs.title' | t }}</h1>
    <oubli-state [problem]="jobs.problem()" [loading]="jobs.loading() && !jobs.value()" (retry)="jobs.reload()" />
    <oubli-problem [problem]="problem()" /><p role="status">{{ said() }}</p>
    @if (jobs.value(); as page) {
      <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'jobs.title' | t"><table><thead><tr><th scope="col">{{ 'jobs.job' | t }}</th><th scope="col">{{ 'jobs.last' | t }}</th><th scope="col">{{ 'jobs.outcome' | t }}</th><th scope="col">{{ 'jobs.next' | t }}</th><th scope="col"></th></tr></thead>
      <tbody>@for (j of page.results; track j.job) { <tr><th scope="row" [title]="j.job">{{ j.job | label: 'job' }}<div class="small quiet">{{ told(j.job, j.what) }}</div></th><td>{{ i18n.instant(j.last) || '–' }}</td><td>@if (j.outcome) { {{ j.outcome | label: 'state' }} } @else { – }</td><td>{{ when(j.next) }}</td><td>@if (session.can('jobs:run')) { <button mat-button type="button" (click)="run(j.job)">{{ 'jobs.run' | t }}</button> }</td></tr> }</tbody></table></div>
    }
    @if (session.can('runs:control')) { <section class="panel kill"><h2>{{ 'jobs.kill' | t }}</h2><p>{{ 'jobs.killText' | t }}</p><div class="row"><button mat-stroked-button type="button" (click)="kill(true)">{{ 'jobs.stop' | t }}</button><button mat-button type="button" (click)="kill(false)">{{ 'jobs.go' | t }}</button></div></section> }`,
  styles: `.kill { margin-top: 24px; } .kill h2 { margin-top: 0; }`,
})
export class JobsComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  protected readonly jobs = loaded(() => this.api.call('listJobs', {}));
  protected readonly problem = signal<Problem | null>(null);
  protected readonly said = signal('');

  /** What a job does; one that came after this console was built says it in English. */
  protected told(job: string, sentence: string): string {
    const key = `jobText.${job}`;
    return isKey(key) ? this.i18n.t(key) : sentence;
  }

  /** `2026-11-26 02:00` or `60 s` in words. */
  protected when(next: string): string {
    const seconds = /^(\d+) s$/.exec(next)?.[1];
    if (seconds !== undefined) return this.i18n.t('jobs.every', { every: this.i18n.seconds(Number(seconds)) });
    const [day = '', time = ''] = next.split(' ');
    return time === '' ? next : this.i18n.t('jobs.at', { day: this.i18n.day(day), time });
  }

  protected run(job: string): Promise<void> {
    return this.do(async () => {
      await this.api.call('runJob', { params: { job } });
      this.said.set(this.i18n.t('jobs.rung'));
    });
  }

  protected kill(on: boolean): Promise<void> {
    return this.do(async () => {
      await this.api.call(on ? 'stopAll' : 'goOn', {});
      this.said.set(this.i18n.t(on ? 'overview.stopped' : 'jobs.go'));
    });
  }

  private async do(act: () => Promise<void>): Promise<void> {
    this.said.set('');
    this.problem.set(await attempt(act));
  }
}
