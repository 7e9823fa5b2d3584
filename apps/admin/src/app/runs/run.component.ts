import { ChangeDetectionStrategy, Component, computed, DestroyRef, effect, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { type Answer, Api, pathOf } from '../api/api';
import { loaded } from '../api/load';
import { type Problem, problemOf } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { KeptComponent } from './kept.component';
import { StateComponent } from '../ui/state.component';

type Run = Answer<'readRun'>;

/** A run as it goes: progress, rate and time left, then its result beside what was planned. */
@Component({
  selector: 'oubli-run', imports: [TPipe, LabelPipe, RouterLink, MatButtonModule, ProblemComponent, StateComponent, KeptComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './run.component.html',
  styles: `progress { width: 100%; height: 14px; accent-color: var(--accent); } .figures strong { display: block; font-size: 1.5rem; }`,
})
export class RunComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  readonly id = input.required<string>();
  /** From the address: which of the kept records are listed. */
  readonly kept = input<string>();
  readonly of = input<string>();
  readonly row = input<string>();
  readonly after = input<string>();
  protected readonly loaded = loaded(() => this.api.call('readRun', { params: { id: this.id() } }));
  private readonly live = signal<Run | null>(null);
  protected readonly run = computed(() => this.live() ?? this.loaded.value());
  protected readonly problem = signal<Problem | null>(null);
  protected readonly done = computed(() => {
    const run = this.run();
    return run ? run.treated + run.kept + run.gone + run.quarantined : 0;
  });
  /** Records a second since this page began to look. */
  private readonly began = signal<{ at: number; done: number } | null>(null);
  protected readonly pace = computed(() => {
    const [began, run] = [this.began(), this.run()];
    if (!began || !run) return null;
    const rate = (this.done() - began.done) / Math.max((performance.now() - began.at) / 1000, 0.1);
    return rate > 0 ? { rate: Math.round(rate), left: Math.max(0, Math.round((run.planned - this.done()) / rate)) } : null;
  });
  private source: EventSource | null = null;

  constructor() {
    inject(DestroyRef).onDestroy(() => this.source?.close());
    effect(() => {
      if (this.loaded.value()?.state === 'running') this.follow();
    });
  }

  private follow(): void {
    if (this.source) return;
    this.began.set({ at: performance.now(), done: this.done() });
    const source = (this.source = new EventSource(pathOf('followRun', { params: { id: this.id() } })));
    source.onmessage = (event: MessageEvent<string>) => {
      const run = JSON.parse(event.data) as Run;
      this.live.set(run);
      if (run.state !== 'running') this.stopFollowing();
    };
    source.onerror = () => this.stopFollowing();
  }

  private stopFollowing(): void {
    this.source?.close();
    this.source = null;
  }

  protected cancel(): Promise<void> {
    return this.change('cancelRun');
  }

  protected resume(): Promise<void> {
    return this.change('resumeRun');
  }

  private async change(name: 'cancelRun' | 'resumeRun'): Promise<void> {
    try {
      this.live.set(await this.api.call(name, { params: { id: this.id() } }));
      this.problem.set(null);
      if (name === 'resumeRun') this.follow();
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
