export * from './engagement.entity';
export * from './engagement.personal-data';
export * from './engagement.migration';
export * from './engagement.service';
export * from './engagement.module';
export * from './engagement.schedule';
export * from './campaign/campaign.entity';
export * from './consent/consent.entity';
