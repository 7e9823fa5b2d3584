import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { loaded } from '../api/load';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { Session } from '../api/session';
import { TPipe } from '../i18n/t.pipe';
import { StateComponent } from '../ui/state.component';
import { PublicationTextsComponent } from './publication-texts.component';
import { TextEditorComponent } from './text-editor.component';

/** The privacy policy as it stood from each day: its periods, and what changed. */
@Component({
  selector: 'oubli-privacy-policy', imports: [TPipe, LabelPipe, RouterLink, StateComponent, PublicationTextsComponent, TextEditorComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="row"><h1>{{ 'privacy.title' | t }}</h1><a class="push" routerLink="/public/privacy-policy">{{ 'privacy.public' | t }}</a><label><input #only type="checkbox" [checked]="onlyChanged()" (change)="onlyChanged.set(only.checked)"> {{ 'privacy.onlyChanged' | t }}</label></div>
    <oubli-state [problem]="list.problem()" [loading]="list.loading() && !list.value()" (retry)="list.reload()" />
    @if (session.can('policies:publish') && !writing()) { <p><button type="button" class="chip" (click)="writing.set(true)">{{ 'privacy.newText' | t }}</button></p> }
    @if (writing()) { <oubli-text-editor (published)="done()" /> }
    <p role="status">@if (said()) { {{ 'privacy.textPublished' | t }} }</p>
    @for (p of list.value()?.results ?? []; track p.id; let newest = $first) {
      <details [open]="newest" [id]="p.id"><summary><strong>{{ p.title }}</strong> · {{ 'privacy.since' | t: { day: i18n.day(p.effectiveFrom) } }} <span class="quiet small">{{ p.reason | label: 'reason' }}</span></summary>
        <p>{{ p.explanation }}</p><oubli-publication-texts [publication]="p.id" />
        <div class="scroll" tabindex="0" role="region" [attr.aria-label]="p.title"><table><thead><tr><th scope="col">{{ 'policies.recordType' | t }}</th><th scope="col">{{ 'due.policy' | t }}</th><th scope="col">{{ 'privacy.active' | t }}</th><th scope="col">{{ 'privacy.whole' | t }}</th><th scope="col">{{ 'privacy.law' | t }}</th></tr></thead>
        <tbody>@for (v of p.versions; track v.policy) { @if (!onlyChanged() || v.changed) { <tr><th scope="row">{{ i18n.recordType(v.recordType) }}</th><td><a [routerLink]="['/policies', v.policy]">{{ v.policy }}</a> {{ v.number }} @if (v.changed) { <span class="badge good">{{ 'privacy.changed' | t }}</span> }</td><td>{{ i18n.period(v.active) }}</td><td>{{ i18n.period(v.whole) }}</td><td>{{ i18n.law(v.legalReference) }}</td></tr> } }</tbody></table></div>
      </details>
    }`,
  styles: `details { border-bottom: 1px solid var(--edge); padding: 12px 0; } summary { cursor: pointer; } details p { margin-top: 10px; }`,
})
export class PrivacyPolicyComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  protected readonly list = loaded(() => this.api.call('listPublications', {}));
  protected readonly onlyChanged = signal(false);
  protected readonly session = inject(Session);
  protected readonly writing = signal(false);
  protected readonly said = signal(false);

  protected async done(): Promise<void> {
    this.writing.set(false);
    this.said.set(true);
    await this.list.reload();
  }
}
