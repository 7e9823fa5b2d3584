export * from './registry';
export * from './migrations';
export * from './schedule';
export * from './gaps';
export * from './demo/seed';
export * from './demo/stories';
export * from './domains.module';
export * from './installation';
