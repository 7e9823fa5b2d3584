import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { EventsService, orGone, type Provenance, refuseSocialSecurityNumber } from '@oubli/people';
import { DataSource } from 'typeorm';
import { SurveyAnswer } from './engagement.entity';

export interface NewAnswer extends Provenance {
  readonly personId: string;
  readonly survey: string;
  readonly answeredOn: string;
  readonly score?: number;
  readonly comment?: string;
}

@Injectable()
export class EngagementService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly events: EventsService,
  ) {}

  /** Records an answer; answering is a contact from the person. @throws SocialSecurityNumberError, RecordGoneError */
  async recordAnswer(answer: NewAnswer): Promise<string> {
    refuseSocialSecurityNumber(answer, 'survey-answer');
    const id = randomUUID();
    await this.source.transaction(async (manager) => {
      await orGone(`person/${answer.personId}`, manager.insert(SurveyAnswer, { id, ...answer }));
      await this.events.record(manager, { personId: answer.personId, kind: 'last-contact', occurredOn: answer.answeredOn, sourceType: 'survey-answer', sourceId: id });
    });
    return id;
  }
}
