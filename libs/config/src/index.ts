export * from './settings';
export * from './instance';
export * from './keys';
