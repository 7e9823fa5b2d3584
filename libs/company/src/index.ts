export * from './company-error';
export * from './legal-entity';
export * from './company';
export * from './company.migration';
export * from './company.personal-data';
export { sirenText, siretText, vatText } from './numbers';
