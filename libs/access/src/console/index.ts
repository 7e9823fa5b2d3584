export * from './console.entity';
export * from './roles';
export * from './secrets';
export * from './throttle';
export * from './sessions.service';
export * from './users.service';
export * from './keys.service';
export * from './activity.service';
