export * from './treatment-class';
export * from './keys';
export * from './dictionary';
export * from './render.sql';
export * from './fitness';
export * from './column-facts.sql';
export * from './reference';
