import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api, pathOf } from '../api/api';
import { loaded } from '../api/load';
import { type Problem, problemOf } from '../api/problem';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

type Kind = 'access' | 'portability';
type Open = Answer<'readPackage'>;
type Decision = 'redact' | 'release';

/** The package of a person: begun, what names others decided one by one, made, and fetched while it is there. */
@Component({
  selector: 'oubli-package', imports: [TPipe, LabelPipe, MatButtonModule, ProblemComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './package.component.html',
})
export class PackageComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  /** The request that the packages answer. */
  readonly request = input.required<string>();
  readonly person = input.required<string>();
  readonly kind = input.required<Kind>();
  readonly language = input.required<'fr' | 'en' | 'de'>();
  /** Something new stands on the request's timeline. */
  readonly told = output();
  protected readonly packages = loaded(() => this.api.call('listPackages', { params: { id: this.person() } }));
  protected readonly opened = signal<Open | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  /** Days for which the link is good that was sent last. */
  protected readonly sent = signal(0);
  protected readonly working = signal(false);
  protected readonly waiting = computed(() => this.opened()?.redactions.filter((r) => r.decision === null) ?? []);

  protected file(id: string): string {
    return pathOf('downloadPackage', { params: { id } });
  }

  protected begin(): Promise<void> {
    return this.attempt(async () => {
      const { id } = await this.api.call('beginPackage', { params: { id: this.person() }, body: { kind: this.kind(), language: this.language() } });
      await this.read(id);
    });
  }

  protected open(id: string): Promise<void> {
    return this.attempt(() => this.read(id));
  }

  protected decide(id: string, proposals: readonly string[], decision: Decision): Promise<void> {
    return this.attempt(async () => {
      for (let from = 0; from < proposals.length; from += 1000) {
        await this.api.call('decideRedactions', { params: { id }, body: { decisions: proposals.slice(from, from + 1000).map((proposal) => ({ id: proposal, decision })) } });
      }
      await this.read(id);
    });
  }

  protected ids(proposals: Open['redactions']): string[] {
    return proposals.map((proposal) => proposal.id);
  }

  protected make(id: string): Promise<void> {
    return this.attempt(async () => {
      await this.api.call('makePackage', { params: { id } });
      this.opened.set(null);
    });
  }

  protected send(id: string): Promise<void> {
    return this.attempt(async () => {
      const { goodForDays } = await this.api.call('sendPackageLink', { params: { id: this.request() }, body: { packageId: id } });
      this.sent.set(goodForDays);
      this.told.emit();
    });
  }

  private async read(id: string): Promise<void> {
    this.opened.set(await this.api.call('readPackage', { params: { id } }));
  }

  private async attempt(act: () => Promise<unknown>): Promise<void> {
    this.working.set(true);
    try {
      await act();
      this.problem.set(null);
      await this.packages.reload();
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.working.set(false);
    }
  }
}
