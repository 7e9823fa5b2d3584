export * from './address';
export * from './outside-url';
export * from './post';
