export * from './recruitment.entity';
export * from './recruitment.personal-data';
export * from './recruitment.migration';
export * from './recruitment.service';
export * from './recruitment.module';
export * from './recruitment.schedule';
