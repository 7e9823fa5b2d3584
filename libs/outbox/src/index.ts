export * from './message';
export * from './outbox';
export * from './outbox.migration';
export * from './outbox.personal-data';
export * from './send';
export * from './transport';
