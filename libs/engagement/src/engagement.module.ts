import { Module } from '@nestjs/common';
import { PeopleModule } from '@oubli/people';
import { EngagementService } from './engagement.service';

@Module({ imports: [PeopleModule], providers: [EngagementService], exports: [EngagementService] })
export class EngagementModule {}
