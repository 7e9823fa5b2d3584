import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { checkValues, EventsService, IdentifierError, orGone, type Provenance } from '@oubli/people';
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

  /** Records an answer; answering is a contact from the person. @throws IdentifierError, SocialSecurityNumberError, RecordGoneError */
  async recordAnswer(answer: NewAnswer): Promise<string> {
    checkValues(answer, 'survey-answer');
    const { score } = answer;
    if (score !== undefined && !(Number.isInteger(score) && score >= 0 && score <= 10)) throw new IdentifierError('survey-answer.score', 'is not a whole number from 0 to 10');
    const id = randomUUID();
    await this.source.transaction(async (manager) => {
      await orGone(`person/${answer.personId}`, manager.insert(SurveyAnswer, { id, ...answer }));
      await this.events.record(manager, { personId: answer.personId, kind: 'last-contact', occurredOn: answer.answeredOn, sourceType: 'survey-answer', sourceId: id });
    });
    return id;
  }
}
