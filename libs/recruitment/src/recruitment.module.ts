import { Module } from '@nestjs/common';
import { PeopleModule } from '@oubli/people';
import { CandidacyService } from './candidacy/candidacy.service';
import { ComplianceService } from './compliance/compliance.service';
import { ContractService } from './contract/contract.service';
import { RecruitmentService } from './recruitment.service';

const services = [RecruitmentService, CandidacyService, ContractService, ComplianceService];

@Module({ imports: [PeopleModule], providers: services, exports: services })
export class RecruitmentModule {}
