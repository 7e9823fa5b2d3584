import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TPipe } from '../i18n/t.pipe';

@Component({
  selector: 'oubli-nothing', imports: [TPipe, RouterLink], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h1>{{ 'state.unknown' | t }}</h1><p><a routerLink="/">{{ 'nav.overview' | t }}</a></p>`,
})
export class NothingComponent {}
