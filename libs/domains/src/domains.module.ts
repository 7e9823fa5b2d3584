import { AccessModule } from '@oubli/access';
import { EngagementModule } from '@oubli/engagement';
import { InvoicingModule } from '@oubli/invoicing';
import type { FieldKeys } from '@oubli/config';
import { FieldKeysModule, PeopleModule } from '@oubli/people';
import { RecruitmentModule } from '@oubli/recruitment';
import { TrainingModule } from '@oubli/training';
import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from '@oubli/database';
import { allEntities } from './migrations';

/** Every domain's services over one data source with the application's login: API and worker load the same. */
@Module({})
export class DomainsModule {
  static over(appUrl: string, fieldKeys: () => FieldKeys): DynamicModule {
    const domains = [PeopleModule, RecruitmentModule, InvoicingModule, TrainingModule, EngagementModule, AccessModule];
    return {
      module: DomainsModule,
      imports: [FieldKeysModule.of(fieldKeys), TypeOrmModule.forRoot({ ...dataSourceOptions(appUrl, allEntities), retryAttempts: 3, retryDelay: 1000 }), ...domains],
      exports: domains,
    };
  }
}
