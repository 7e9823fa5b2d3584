export * from './category';
export * from './recipients-error';
export * from './recipients.migration';
export * from './recipients.personal-data';
export * from './recipients.schedule';
export * from './recipients';
export * from './disclosures';
