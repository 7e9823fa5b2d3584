export * from './access.entity';
export * from './access.personal-data';
export * from './access.migration';
export * from './access.service';
export * from './access.module';
export * from './access.schedule';
export * from './usage/usage.entity';
export * from './staff/staff.entity';
