export * from './settings';
export * from './instance';
export * from './keys';
export * from './field-keys';
export * from './do-not-recreate-key';
export * from './opendsr-key';
