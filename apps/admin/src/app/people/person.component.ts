import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { type Problem, problemOf } from '../api/problem';
import { Session } from '../api/session';
import { RightDataComponent } from './right-data.component';
import { RestrictionsComponent } from './restrictions.component';
import { ExportButtonComponent } from '../exports/export-button.component';
import type { ExportWish } from '../exports/export.dialog';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

type Held = Answer<'readPerson'>['records'][number];

/** Everything held about a person, each record with its day of leaving; masked until somebody says what for. */
@Component({
  selector: 'oubli-person', imports: [TPipe, LabelPipe, RouterLink, MatButtonModule, ProblemComponent, StateComponent, ExportButtonComponent, RestrictionsComponent, RightDataComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './person.component.html',
  styles: `summary { cursor: pointer; padding: 4px 0; } details { border-bottom: 1px solid var(--edge); padding: 8px 0; } .timeline { list-style: none; padding: 0; } .timeline li { padding: 3px 0; }`,
})
export class PersonComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  readonly id = input.required<string>();
  protected readonly person = loaded(() => this.api.call('readPerson', { params: { id: this.id() } }));
  private readonly revealed = linkedSignal<readonly Held[]>(() => (this.id(), []));
  /** What was revealed stands in the place of what was masked; the other records stay as they were. */
  protected readonly records = computed(() => (this.person.value()?.records ?? []).map((held) => this.revealed().find((r) => r.record === held.record) ?? held));
  protected readonly types = computed(() => [...new Set((this.person.value()?.records ?? []).map((held) => held.recordType))]);
  protected readonly asking = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly wish = computed((): ExportWish => ({ masked: { list: 'person', personId: this.id() }, values: { list: 'person', personId: this.id() } }));
  protected readonly disclosures = loaded(() => this.api.call('listDisclosures', { params: { id: this.id() } }));

  /** The period is over and something else keeps the record: its fields say what. */
  protected isOver(day: string): boolean {
    return day <= new Date().toISOString().slice(0, 10);
  }

  protected async reveal(event: Event, purpose: string, motive: string): Promise<void> {
    event.preventDefault();
    try {
      this.revealed.set((await this.api.call('revealPerson', { params: { id: this.id() }, body: { purpose, motive } })).records);
      this.problem.set(null);
      this.asking.set(false);
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
