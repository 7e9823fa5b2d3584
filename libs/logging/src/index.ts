export * from './log';
export * from './nest-logger';
