export * from './bell';
export * from './queue-options';
