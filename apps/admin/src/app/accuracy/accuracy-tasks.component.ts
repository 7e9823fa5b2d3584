import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { loaded } from '../api/load';
import { type Problem, problemOf } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

/** What is to be seen to so that what is held is right: of everybody, or of one person with what was done before. */
@Component({
  selector: 'oubli-accuracy-tasks', imports: [TPipe, LabelPipe, RouterLink, MatButtonModule, ProblemComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './accuracy-tasks.component.html', styles: '.tasks { list-style: none; padding: 0; margin: 0; } .tasks li { padding: 8px 0; border-bottom: 1px solid var(--edge); } .tasks li:last-child { border-bottom: 0; } .tasks p { margin: 4px 0; }',
})
export class AccuracyTasksComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  readonly person = input<string | null>(null);
  protected readonly tasks = loaded(() => {
    const personId = this.person();
    return this.api.call('listAccuracyTasks', { query: personId === null ? {} : { personId } });
  });
  protected readonly dates = signal<{ readonly id: string; readonly held: string | null; readonly brought: string | null } | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly said = signal('');

  /** Something outside has opened a task. */
  reload(): Promise<void> {
    return this.tasks.reload();
  }

  protected shown(day: string | null | undefined): string {
    return day ? this.i18n.day(day) : '–';
  }

  protected compare(id: string): Promise<void> {
    return this.attempt(async () => this.dates.set({ id, ...(await this.api.call('readBirthDates', { params: { id } })) }));
  }

  protected end(id: string, outcome: 'kept' | 'changed' | 'mended' | 'confirmed'): Promise<void> {
    return this.attempt(async () => {
      await this.api.call('endAccuracyTask', { params: { id }, body: { outcome } });
      this.dates.set(null);
      this.said.set(this.i18n.t('accuracy.done'));
      await this.tasks.reload();
    });
  }

  private async attempt(act: () => Promise<unknown>): Promise<void> {
    this.said.set('');
    try {
      await act();
      this.problem.set(null);
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
