import { ChangeDetectionStrategy, Component, computed, effect, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { loaded } from '../api/load';
import { type Problem, problemOf } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { TPipe } from '../i18n/t.pipe';
import { PhaseBarComponent } from '../ui/phase-bar.component';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';
import type { Body, Draft, Part, RecordType } from './draft';
import { EditorComponent } from './editor.component';
import { ImpactComponent } from './impact.component';
import { SentenceComponent } from './sentence.component';

/** A policy: its sentence, its draft edited in place, what the draft would move, its versions. */
@Component({
  selector: 'oubli-policy', imports: [TPipe, RouterLink, MatButtonModule, PhaseBarComponent, ProblemComponent, StateComponent, EditorComponent, ImpactComponent, SentenceComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './policy.component.html',
})
export class PolicyComponent {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  readonly policy = input.required<string>();
  protected readonly loaded = loaded(() => this.api.callFully('readPolicy', { params: { policy: this.policy() } }));
  protected readonly facts = computed(() => this.loaded.value()?.answer);
  private readonly etag = linkedSignal(() => this.loaded.value()?.etag ?? null);
  protected readonly type = signal<RecordType | null>(null);
  protected readonly part = signal<Part | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly problems = signal<readonly string[]>([]);
  protected readonly saved = signal(false);
  protected readonly draft = linkedSignal<Draft | null>(() => {
    const draft = this.facts()?.draft;
    return draft ? { recordType: draft.recordType, title: draft.title, automatic: draft.automatic, legalReference: draft.legalReference, confidence: draft.confidence, body: draft.body as Body } : null;
  });
  /** The version in force, told in the same sentence. */
  protected readonly inForce = computed<Draft | null>(() => {
    const facts = this.facts();
    if (!facts?.inForce) return null;
    const { recordType, title, automatic, inForce } = facts;
    return { recordType, title, automatic, legalReference: inForce.legalReference, confidence: inForce.confidence, body: inForce.body };
  });

  constructor() {
    effect(() => {
      const recordType = this.facts()?.recordType;
      if (recordType && recordType !== this.type()?.recordType) void this.api.call('readRecordType', { params: { recordType } }).then((type) => this.type.set(type));
    });
  }

  protected edit(): void {
    const from = this.inForce();
    if (from) void this.save(from);
  }

  protected toggle(part: Part): void {
    this.part.update((open) => (open === part ? null : part));
  }

  /** Keeps what was changed at once; a draft somebody else has changed meanwhile is not overwritten. */
  protected async save(draft: Draft): Promise<void> {
    this.draft.set(draft);
    this.saved.set(false);
    try {
      const etag = this.etag();
      const { answer, etag: next } = await this.api.callFully('saveDraft', { params: { policy: this.policy() }, body: draft }, etag === null ? {} : { 'If-Match': etag });
      this.etag.set(next);
      this.problems.set(answer.problems);
      this.problem.set(null);
      this.saved.set(true);
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }

  protected async drop(): Promise<void> {
    await this.do(() => this.api.call('dropDraft', { params: { policy: this.policy() } }));
    if (this.inForce() === null) await this.router.navigateByUrl('/policies');
  }

  protected suspend(suspended: boolean): Promise<void> {
    return this.do(() => this.api.call(suspended ? 'suspendPolicy' : 'resumePolicy', { params: { policy: this.policy() } }));
  }

  protected async published(): Promise<void> {
    this.part.set(null);
    await this.loaded.reload();
  }

  private async do(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
      this.problem.set(null);
      this.part.set(null);
      await this.loaded.reload();
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
