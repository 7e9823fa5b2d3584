import { Module } from '@nestjs/common';
import { PeopleModule } from '@oubli/people';
import { AccessService } from './access.service';

@Module({ imports: [PeopleModule], providers: [AccessService], exports: [AccessService] })
export class AccessModule {}
