export * from './bell';
export * from './queue-options';
export * from './depth';
