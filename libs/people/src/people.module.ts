import { Module } from '@nestjs/common';
import { BusinessService } from './business/business.service';
import { EventsService } from './events.service';
import { PeopleService } from './people.service';

@Module({ providers: [EventsService, PeopleService, BusinessService], exports: [EventsService, PeopleService, BusinessService] })
export class PeopleModule {}
