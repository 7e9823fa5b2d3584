import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialogClose } from '@angular/material/dialog';
import { Session } from '../api/session';
import { TPipe } from '../i18n/t.pipe';
import { places } from './places';

@Component({
  selector: 'oubli-help', imports: [TPipe, MatButtonModule, MatDialogClose], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="dialog">
    <h2>{{ 'help.title' | t }}</h2>
    <table><tbody>
      <tr><td><kbd>/</kbd></td><td>{{ 'help.search' | t }}</td></tr>
      <tr><td><kbd>?</kbd></td><td>{{ 'help.help' | t }}</td></tr>
      <tr><td><kbd>g</kbd></td><td>{{ 'help.go' | t }}</td></tr>
      @for (place of places; track place.path) { <tr><td><kbd>g</kbd> <kbd>{{ place.letter }}</kbd></td><td>{{ place.name | t }}</td></tr> }
    </tbody></table>
    <div class="actions"><button mat-button type="button" mat-dialog-close>{{ 'do.close' | t }}</button></div>
  </div>`,
})
export class HelpDialog {
  private readonly session = inject(Session);
  protected readonly places = places.filter((place) => this.session.can(place.right));
}
