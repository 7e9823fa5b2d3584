export * from './social-security-number';
export * from './company';
export * from './bank';
export * from './contact';
export * from './parsed';
export * from './search-key';
