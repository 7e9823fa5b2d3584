export * from './session';
export * from './roles';
export * from './migration';
export * from './migrate';
export * from './naming-strategy';
export * from './data-source';
export * from './governed-table';
