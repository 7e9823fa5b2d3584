export * from './training.entity';
export * from './training.personal-data';
export * from './training.migration';
export * from './training.service';
export * from './training.module';
export * from './training.schedule';
export * from './certificate/certificate.entity';
