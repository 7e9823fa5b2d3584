import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { type Answer, Api } from '../api/api';
import { loaded } from '../api/load';
import { Problem, problemOf } from '../api/problem';
import { I18n } from '../i18n/i18n';
import { LabelPipe } from '../i18n/label.pipe';
import { TPipe } from '../i18n/t.pipe';
import { ProblemComponent } from '../ui/problem.component';
import { StateComponent } from '../ui/state.component';

type Identity = Answer<'readIdentity'>;
type Copy = Answer<'openIdentityCopy'>;
const copyMediaTypes = ['image/jpeg', 'image/png', 'application/pdf'] as const;
const byHand = ['held-question', 'in-person', 'document-copy'] as const;
/** Bytes of a copy: what three megabytes of base64 hold. */
const mostOfACopy = 3_000_000;

/** Who asks: what is needed and why, what was shown, and the copies in the vault. */
@Component({
  selector: 'oubli-identity', imports: [TPipe, LabelPipe, MatButtonModule, ProblemComponent, StateComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './identity.component.html', styles: ':host { display: block; margin-top: 16px; } img { max-width: 100%; border: 1px solid var(--edge); border-radius: 8px; }',
})
export class IdentityComponent {
  private readonly api = inject(Api);
  protected readonly i18n = inject(I18n);
  /** The request, and its state: another state may need another proof. */
  readonly id = input.required<string>();
  readonly state = input.required<string>();
  readonly settled = input(false);
  readonly changed = output();
  protected readonly identity = loaded(() => {
    this.state();
    return this.api.call('readIdentity', { params: { id: this.id() } });
  });
  protected readonly problem = signal<Problem | null>(null);
  protected readonly opened = signal<Copy | null>(null);
  protected readonly mediaTypes = copyMediaTypes.join(',');

  protected verifiable(identity: Identity): readonly (typeof byHand)[number][] {
    return byHand.filter((method) => identity.needed.accepted.includes(method) && (method !== 'document-copy' || identity.copies.length > 0));
  }

  protected ask(by: 'e-mail-link' | 'held-question'): Promise<void> {
    return this.attempt(() => this.api.call('askIdentity', { params: { id: this.id() }, body: { by } }));
  }

  protected verify(event: Event, said: string): Promise<void> {
    event.preventDefault();
    const method = byHand.find((m) => m === said);
    return method ? this.attempt(() => this.api.call('verifyIdentity', { params: { id: this.id() }, body: { method } })) : Promise.resolve();
  }

  protected refuse(): Promise<void> {
    return this.attempt(() => this.api.call('refuseIdentity', { params: { id: this.id() } }));
  }

  protected async deposit(event: Event): Promise<void> {
    const chosen = event.target as HTMLInputElement;
    const [file] = chosen.files ?? [];
    const mediaType = copyMediaTypes.find((type) => type === file?.type);
    if (!file) return;
    await this.attempt(async () => {
      if (!mediaType || file.size > mostOfACopy) throw new Problem(0, 'refused', '', this.i18n.t('identity.copyForm'), []);
      await this.api.call('depositIdentityCopy', { params: { id: this.id() }, body: { mediaType, content: await base64Of(file) } });
    });
    chosen.value = '';
  }

  protected look(copyId: string): Promise<void> {
    return this.attempt(async () => this.opened.set(await this.api.call('openIdentityCopy', { params: { id: copyId } })), true);
  }

  protected save(copy: Copy): void {
    const bytes = Uint8Array.from(atob(copy.content), (letter) => letter.charCodeAt(0));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([bytes], { type: copy.mediaType }));
    link.download = 'identity.pdf';
    link.click();
    URL.revokeObjectURL(link.href);
  }

  private async attempt(act: () => Promise<unknown>, keepsCopy = false): Promise<void> {
    try {
      if (!keepsCopy) this.opened.set(null);
      await act();
      this.problem.set(null);
      await this.identity.reload();
      this.changed.emit();
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}

const base64Of = (file: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(new Problem(0, 'failed', '', '', []));
    reader.readAsDataURL(file);
  });
