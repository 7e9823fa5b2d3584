export * from './categories';
export * from './treatment';
export * from './condition';
export * from './clock';
export * from './declaration';
export * from './columns';
export * from './naming';
export * from './registry';
