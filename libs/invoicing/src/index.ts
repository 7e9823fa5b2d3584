export * from './invoicing.entity';
export * from './invoicing.personal-data';
export * from './invoicing.migration';
export * from './invoicing.service';
export * from './invoicing.module';
export * from './invoicing.schedule';
export * from './settlement/settlement.entity';
export * from './settlement/settlement.service';
