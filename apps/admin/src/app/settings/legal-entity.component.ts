import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { attempt, type Problem } from '../api/problem';
import { Session } from '../api/session';
import type { MessageKey } from '../i18n/messages';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';

type Entity = NonNullable<Answer<'readCompany'>['controller']>;
const fields = ['name', 'legalForm', 'capital', 'registerCity', 'registerNumber', 'siret', 'vatNumber', 'activityCode', 'street', 'postcode', 'city'] as const;
const needed: readonly string[] = ['name', 'legalForm', 'registerCity', 'registerNumber', 'street', 'postcode', 'city'];

/** The controller or the host, and the form that changes it. */
@Component({
  selector: 'oubli-legal-entity', imports: [TPipe, LabelPipe, MatButtonModule, ProblemComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<section class="panel" [attr.aria-labelledby]="'entity-' + who()">
    <div class="row"><h3 [id]="'entity-' + who()">{{ heading() | t }}</h3>@if (session.can('company:write') && !editing()) { <button class="push" mat-stroked-button type="button" (click)="editing.set(true)">{{ 'policy.edit' | t }}</button> }</div>
    @if (editing()) {
      <form (submit)="save($event)"><div class="grid">@for (field of fields; track field) {
        <div class="field"><label [for]="who() + field">{{ word(field) | t }}</label><input [id]="who() + field" [name]="field" [value]="entity()?.[field] ?? ''" maxlength="160" [required]="needed.includes(field)"></div> }</div>
        <oubli-problem [problem]="problem()" />
        <div class="actions"><button mat-button type="button" (click)="stop()">{{ 'do.cancel' | t }}</button><button mat-flat-button type="submit">{{ 'do.save' | t }}</button></div></form>
    } @else if (entity(); as e) {
      <dl>@for (field of fields; track field) { @if (e[field]) { <div><dt>{{ word(field) | t }}</dt><dd>{{ e[field] }}</dd></div> } }</dl>
      @for (w of e.warnings; track w.rule) { <p class="bad small">{{ w.rule | label: 'warning' }}</p> }
    } @else { <p class="quiet">{{ 'company.none' | t }}</p> }
    <p role="status" class="small">@if (said()) { {{ 'company.saved' | t }} }</p>
  </section>`,
  styles: `h3 { margin: 0; } dl { display: grid; gap: 6px 18px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 190px), 1fr)); margin: 10px 0 0; } dt { color: var(--quiet); font-size: .82rem; } dd { margin: 0; overflow-wrap: anywhere; } .bad { margin: 10px 0 0; } form { margin-top: 12px; } [role=status] { margin: 6px 0 0; }`,
})
export class LegalEntityComponent {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);
  protected readonly fields = fields;
  protected readonly needed = needed;
  readonly who = input.required<'controller' | 'host'>();
  readonly heading = input.required<MessageKey>();
  readonly entity = input.required<Entity | null>();
  readonly saved = output();
  protected readonly editing = signal(false);
  protected readonly said = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  protected word(field: (typeof fields)[number]): MessageKey {
    return `company.${field}`;
  }

  protected stop(): void {
    this.editing.set(false);
    this.problem.set(null);
  }

  protected async save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = (field: (typeof fields)[number]): string => String(given.get(field) ?? '');
    const optional = (field: (typeof fields)[number]): string | null => (text(field).trim() === '' ? null : text(field));
    const known = this.entity();
    this.problem.set(await attempt(() => this.api.call('writeEntity', {
      params: { role: this.who() },
      body: {
        name: text('name'), legalForm: text('legalForm'), capital: optional('capital'), registerCity: text('registerCity'), registerNumber: text('registerNumber'), siret: optional('siret'),
        vatNumber: optional('vatNumber'), activityCode: optional('activityCode'), street: text('street'), postcode: text('postcode'), city: text('city'),
      },
    }, known ? { 'If-Match': `"${known.etag}"` } : {})));
    if (this.problem() !== null) return;
    this.editing.set(false);
    this.said.set(true);
    this.saved.emit();
  }
}
