import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { checkValues, EventsService, orGone, RecordGoneError } from '@oubli/people';
import { DataSource } from 'typeorm';
import { Assignment } from '../recruitment.entity';
import { Amendment, TimeSheet } from './contract.entity';

/** What is signed and done under an assignment. */
@Injectable()
export class ContractService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly events: EventsService,
  ) {}

  /** Records an amendment; where it moves the end of an ended contract, its clocks move with it (RET-05: end incl. amendments). @throws IdentifierError, SocialSecurityNumberError, RecordGoneError */
  async amend(assignmentId: string, amendment: { readonly signedOn: string; readonly newEndOn?: string; readonly subject: string }): Promise<string> {
    checkValues({ assignmentId, ...amendment }, 'amendment');
    const { newEndOn } = amendment;
    const id = randomUUID();
    await this.source.transaction(async (manager) => {
      const assignment = await manager.findOne(Assignment, { where: { id: assignmentId }, lock: { mode: 'pessimistic_write' } });
      if (!assignment) throw new RecordGoneError(`assignment/${assignmentId}`);
      await orGone(`assignment/${assignmentId}`, manager.insert(Amendment, { id, assignmentId, ...amendment }));
      if (newEndOn === undefined || assignment.status !== 'ended') return;
      await manager.update(Assignment, { id: assignmentId }, { endedOn: newEndOn });
      await this.events.correct(manager, 'assignment-end', assignmentId, newEndOn);
    });
    return id;
  }

  /** Books the hours of a day. @throws IdentifierError, SocialSecurityNumberError, RecordGoneError */
  async bookHours(assignmentId: string, sheet: { readonly workedOn: string; readonly hours: string; readonly comment?: string }): Promise<string> {
    checkValues({ assignmentId, ...sheet }, 'time-sheet', ['hours']);
    const id = randomUUID();
    await orGone(`assignment/${assignmentId}`, this.source.manager.insert(TimeSheet, { id, assignmentId, ...sheet }));
    return id;
  }
}
