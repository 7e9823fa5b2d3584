import { ChangeDetectionStrategy, Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { type Problem, problemOf } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { BeforeAfterComponent } from '../ui/before-after.component';
import { ChartComponent } from '../ui/chart.component';
import { ProblemComponent } from '../ui/problem.component';
import type { Draft } from './draft';

type Impact = Answer<'readImpact'>;
type Reach = 'plain' | 'optOut' | 'retroactive';
const reasons = ['legal', 'regulatory', 'judicial', 'technical', 'other'] as const;

/** What a draft would move, before it is made; and its publication, which carries the digest of what was seen. */
@Component({
  selector: 'oubli-impact', imports: [TPipe, LabelPipe, MatButtonModule, BeforeAfterComponent, ChartComponent, ProblemComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './impact.component.html',
})
export class ImpactComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  protected readonly reasons = reasons;
  readonly policy = input.required<string>();
  readonly draft = input.required<Draft>();
  readonly broken = input(false);
  readonly published = output();
  protected readonly impact = signal<Impact | null>(null);
  protected readonly loading = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly said = signal('');
  protected readonly reach = signal<Reach>('plain');
  protected readonly why = signal('');
  protected readonly seen = signal(false);
  protected readonly categories = computed(() => this.impact()?.months.map((m) => this.i18n.month(m.month)) ?? []);
  protected readonly series = computed(() => {
    const months = this.impact()?.months ?? [];
    return [{ name: this.i18n.t('impact.without'), values: months.map((m) => m.before) }, { name: this.i18n.t('impact.with'), values: months.map((m) => m.after) }];
  });

  constructor() {
    // What was seen was seen of another draft.
    effect(() => {
      this.draft();
      this.reach();
      this.why();
      this.impact.set(null);
      this.seen.set(false);
    });
  }

  private reaching(): { optedOut?: { reason: string }; mandatoryRetroactive?: { legalReference: string } } {
    if (this.reach() === 'optOut') return { optedOut: { reason: this.why() } };
    return this.reach() === 'retroactive' ? { mandatoryRetroactive: { legalReference: this.why() } } : {};
  }

  protected async look(): Promise<void> {
    this.loading.set(true);
    this.said.set('');
    try {
      this.impact.set(await this.api.call('readImpact', { params: { policy: this.policy() }, body: this.reaching() }));
      this.problem.set(null);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.loading.set(false);
    }
  }

  protected async publish(event: Event, effectiveFrom: string, title: string, reason: string, explanation: string): Promise<void> {
    event.preventDefault();
    const impact = this.impact();
    if (!impact) return;
    try {
      const answer = await this.api.call('publish', {
        body: { effectiveFrom, title, reason: reasons.find((r) => r === reason) ?? 'other', explanation, drafts: [{ policy: this.policy(), accept: impact.digest, ...this.reaching() }] },
      });
      this.problem.set(null);
      this.said.set(answer.state === 'published' ? this.i18n.t('publish.done', { day: this.i18n.day(answer.publication.effectiveFrom) }) : this.i18n.t('publish.waits'));
      this.published.emit();
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }

  protected useReach(value: string): void {
    this.reach.set(value === 'optOut' || value === 'retroactive' ? value : 'plain');
  }
}
