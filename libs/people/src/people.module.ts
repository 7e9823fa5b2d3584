import { Module } from '@nestjs/common';
import { EventsService } from './events.service';
import { PeopleService } from './people.service';

@Module({ providers: [EventsService, PeopleService], exports: [EventsService, PeopleService] })
export class PeopleModule {}
