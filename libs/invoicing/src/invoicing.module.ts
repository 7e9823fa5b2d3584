import { Module } from '@nestjs/common';
import { PeopleModule } from '@oubli/people';
import { InvoicingService } from './invoicing.service';

@Module({ imports: [PeopleModule], providers: [InvoicingService], exports: [InvoicingService] })
export class InvoicingModule {}
