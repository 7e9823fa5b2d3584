import { Module } from '@nestjs/common';
import { PeopleModule } from '@oubli/people';
import { AccessService } from './access.service';
import { ActivityService } from './console/activity.service';
import { IdempotencyService } from './console/idempotency.service';
import { KeysService } from './console/keys.service';
import { SessionsService } from './console/sessions.service';
import { Throttle } from './console/throttle';
import { UsersService } from './console/users.service';

const services = [AccessService, UsersService, SessionsService, KeysService, Throttle, ActivityService, IdempotencyService];

@Module({ imports: [PeopleModule], providers: services, exports: services })
export class AccessModule {}
