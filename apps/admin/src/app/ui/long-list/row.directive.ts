import { Directive, inject, input, TemplateRef } from '@angular/core';
import type { LongRows } from './long-rows';

/** The cells of one row of a long list: `<ng-template [oubliRow]="list" let-r>` with elements of role `cell`. */
@Directive({ selector: 'ng-template[oubliRow]' })
export class RowDirective<T> {
  readonly list = input.required<LongRows<T>>({ alias: 'oubliRow' });
  readonly template = inject<TemplateRef<{ $implicit: T }>>(TemplateRef);

  static ngTemplateContextGuard<T>(_directive: RowDirective<T>, context: unknown): context is { $implicit: T } {
    return typeof context === 'object';
  }
}
