import { Module } from '@nestjs/common';
import { PeopleModule } from '@oubli/people';
import { InvoicingService } from './invoicing.service';
import { SettlementService } from './settlement/settlement.service';

@Module({ imports: [PeopleModule], providers: [InvoicingService, SettlementService], exports: [InvoicingService, SettlementService] })
export class InvoicingModule {}
