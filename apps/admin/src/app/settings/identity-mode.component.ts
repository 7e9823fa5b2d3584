import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Api } from '../api/api';
import { loaded } from '../api/load';
import { attempt, type Problem } from '../api/problem';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';

const identityModes = ['proportional', 'policy-strict'] as const;

/** How much whoever asks for her rights has to show: what the law allows, or what the policy's sentence says. */
@Component({
  selector: 'oubli-identity-mode', imports: [TPipe, LabelPipe, MatButtonModule, ProblemComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h2>{{ 'identity.setting' | t }}</h2>
    @if (setting.value(); as s) {
      <form class="panel" (submit)="set($event)">
        @for (m of modes; track m) {
          <p><label><input type="radio" name="mode" [value]="m" [checked]="s.mode === m" [attr.aria-describedby]="'mode-' + m"> {{ m | label: 'identityMode' }}</label><span class="hint" [id]="'mode-' + m">{{ m | label: 'identityModeText' }}</span></p>
        }
        <p class="quiet small">{{ 'identity.setOn' | t: { day: i18n.day(s.setOn), who: s.who ?? '' } }}</p>
        <oubli-problem [problem]="problem()" />
        <div class="actions"><button mat-stroked-button type="submit">{{ 'identity.set' | t }}</button></div>
      </form>
    }`,
})
export class IdentityModeComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  protected readonly modes = identityModes;
  protected readonly problem = signal<Problem | null>(null);
  protected readonly setting = loaded(() => this.api.call('readIdentityMode', {}));

  protected async set(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const said = new FormData(event.target as HTMLFormElement).get('mode');
    const mode = identityModes.find((m) => m === said);
    if (mode) this.problem.set(await attempt(() => this.api.call('setIdentityMode', { body: { mode } })));
    await this.setting.reload();
  }
}
