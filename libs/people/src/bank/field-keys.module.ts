import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { FieldKeys } from '@oubli/config';

/** Injection token of `() => FieldKeys`: asked when a field is sealed or opened, so that a lost key stops nothing else. */
export const fieldKeysToken = Symbol('field keys');

/** Gives every domain's services the keys of sealed fields. */
@Global()
@Module({})
export class FieldKeysModule {
  static of(keys: () => FieldKeys): DynamicModule {
    return { module: FieldKeysModule, providers: [{ provide: fieldKeysToken, useValue: keys }], exports: [fieldKeysToken] };
  }
}
