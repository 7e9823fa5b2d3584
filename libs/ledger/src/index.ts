export * from './codes';
export * from './entry.sql';
export * from './merkle';
export * from './seal';
export * from './checkpoint';
export * from './ledger.migration';
export * from './ledger.personal-data';
