import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { type Problem, problemOf } from '../api/problem';
import { Session } from '../api/session';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';
import { IdentityComponent } from './identity.component';
import { ErasureComponent } from './erasure.component';
import { RectificationComponent } from './rectification.component';
import { TellingComponent } from './telling.component';
import { LettersComponent } from './letters.component';
import { PackageComponent } from './package.component';
import { ForwardingComponent } from './forwarding.component';
import { ReachComponent } from './reach.component';

type Whole = Answer<'readRequest'>;
const steps = ['take', 'ask-identity', 'identity-given', 'give-up-identity', 'reopen', 'answer', 'withdraw', 'close'] as const;
const outcomes = ['granted', 'partially-granted', 'refused', 'answered'] as const;
const reasons = ['complexity', 'number-of-requests'] as const;

/** One request: who asks, by when, what may be done next, its letters, notes and timeline. */
@Component({
  selector: 'oubli-request', imports: [IdentityComponent, LettersComponent, TPipe, LabelPipe, RouterLink, MatButtonModule, ProblemComponent, StateComponent, ErasureComponent, PackageComponent, RectificationComponent, TellingComponent, ReachComponent, ForwardingComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './request.component.html',
})
export class RequestComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly i18n = inject(I18n);
  readonly id = input.required<string>();
  protected readonly request = loaded(() => this.api.call('readRequest', { params: { id: this.id() } }));
  protected readonly problem = signal<Problem | null>(null);
  protected readonly letter = signal<{ readonly title: string; readonly text: string } | null>(null);
  protected readonly outcomes = outcomes;
  protected readonly reasons = reasons;

  /** Consent withdrawn and an objection upheld are grounds of erasure too. */
  protected erases({ kind }: Whole): boolean {
    return kind === 'erasure' || kind === 'withdrawal' || kind === 'objection';
  }

  protected steps(whole: Whole): readonly (typeof steps)[number][] {
    return steps.filter((step) => whole.moves.includes(step));
  }

  protected move(step: (typeof steps)[number]): Promise<void> {
    return this.attempt(() => this.api.call('moveRequest', { params: { id: this.id() }, body: { move: step } }));
  }

  protected decide(event: Event, said: string): Promise<void> {
    event.preventDefault();
    const outcome = outcomes.find((o) => o === said);
    return outcome ? this.attempt(() => this.api.call('moveRequest', { params: { id: this.id() }, body: { move: 'decide', outcome } })) : Promise.resolve();
  }

  protected extend(event: Event, said: string): Promise<void> {
    event.preventDefault();
    const reason = reasons.find((r) => r === said);
    return reason ? this.attempt(() => this.api.call('extendRequest', { params: { id: this.id() }, body: { reason } })) : Promise.resolve();
  }

  protected classify(kind: NonNullable<Whole['proposedKind']>): Promise<void> {
    return this.attempt(() => this.api.call('classifyRequest', { params: { id: this.id() }, body: { kind } }));
  }

  protected name(event: Event, personId: string): Promise<void> {
    event.preventDefault();
    return this.attempt(() => this.api.call('nameRequester', { params: { id: this.id() }, body: { personId: personId.trim() } }));
  }

  protected note(event: SubmitEvent, body: string): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    return this.attempt(async () => {
      await this.api.call('noteRequest', { params: { id: this.id() }, body: { body } });
      form.reset();
    });
  }

  protected open(documentId: string): Promise<void> {
    return this.attempt(async () => this.letter.set(await this.api.call('readRequestDocument', { params: { id: documentId } })));
  }

  /** What is to be printed is shown at once. */
  protected async released(toPrint: string | null): Promise<void> {
    await this.request.reload();
    if (toPrint !== null) await this.open(toPrint);
  }

  /** A letter on paper went into the post today. */
  protected posted(documentId: string): Promise<void> {
    return this.attempt(() => this.api.call('sendFiledLetter', { params: { id: documentId }, body: { by: 'print' } }));
  }

  protected mail(documentId: string): Promise<void> {
    return this.attempt(() => this.api.call('sendFiledLetter', { params: { id: documentId }, body: { by: 'mail' } }));
  }

  protected print(): void {
    globalThis.print();
  }

  private async attempt(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
      this.problem.set(null);
      await this.request.reload();
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
