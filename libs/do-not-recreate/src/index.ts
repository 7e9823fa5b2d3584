export * from './identifiers';
export * from './list';
export * from './do-not-recreate.migration';
export * from './do-not-recreate.personal-data';
