export * from './settings';
export * from './instance';
export * from './keys';
export * from './field-keys';
