import { Module } from '@nestjs/common';
import { PeopleModule } from '@oubli/people';
import { RecruitmentService } from './recruitment.service';

@Module({ imports: [PeopleModule], providers: [RecruitmentService], exports: [RecruitmentService] })
export class RecruitmentModule {}
