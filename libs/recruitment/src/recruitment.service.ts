import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { checkValues, EventsService, orGone, type Provenance, RecordGoneError } from '@oubli/people';
import { DataSource } from 'typeorm';
import { Application, Assignment, CvFile, ExpertProfile } from './recruitment.entity';

export interface NewApplication extends Provenance {
  readonly personId: string;
  readonly position: string;
  readonly appliedOn: string;
  readonly motivation?: string;
  readonly cv?: { readonly name: string; readonly content: Buffer };
  readonly poolConsent?: boolean;
}

export interface Decision {
  readonly stage: 'rejected' | 'retained';
  readonly decidedOn: string;
  readonly criteria: string;
  readonly decidedBy: string;
}

export interface NewProfile extends Provenance {
  readonly personId: string;
  readonly skills: string;
  readonly availability?: string;
  readonly hourlyRate?: string;
  readonly summary?: string;
  readonly careerStartedOn?: string;
  readonly cv?: { readonly name: string; readonly mediaType: string; readonly content: Buffer };
}

export interface NewAssignment extends Provenance {
  readonly personId: string;
  readonly clientContactId?: string;
  readonly title: string;
  readonly clientName: string;
  readonly startedOn: string;
  readonly dayRate?: string;
  readonly notes?: string;
}

const sha256 = (content: Buffer): Buffer => createHash('sha256').update(content).digest();

@Injectable()
export class RecruitmentService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly events: EventsService,
  ) {}

  /** Takes an application in; applying is a contact from the person. @throws IdentifierError, SocialSecurityNumberError, RecordGoneError */
  async apply({ cv, personId, ...application }: NewApplication): Promise<string> {
    checkValues({ personId, ...application, cvName: cv?.name }, 'application');
    const id = randomUUID();
    await this.source.transaction(async (manager) => {
      const file = cv ? { cvName: cv.name, cv: cv.content, cvSha256: sha256(cv.content) } : {};
      await orGone(`person/${personId}`, manager.insert(Application, { id, personId, ...application, ...file, stage: 'open' }));
      await this.events.record(manager, { personId, kind: 'last-contact', occurredOn: application.appliedOn, sourceType: 'application', sourceId: id });
    });
    return id;
  }

  /** Decides an application with the evidence of why (RET-01). @throws IdentifierError, SocialSecurityNumberError, RecordGoneError */
  async decide(id: string, decision: Decision): Promise<void> {
    checkValues({ applicationId: id, ...decision }, 'application');
    const result = await this.source.manager.update(Application, { id }, { ...decision });
    if (!result.affected) throw new RecordGoneError(`application/${id}`);
  }

  /** Opens an expert's profile with the CV as a file of its own. @throws IdentifierError, SocialSecurityNumberError, RecordGoneError */
  async openProfile({ cv, ...profile }: NewProfile): Promise<string> {
    checkValues({ ...profile, cvName: cv?.name, mediaType: cv?.mediaType }, 'expert-profile', ['hourlyRate']);
    const id = randomUUID();
    await this.source.transaction(async (manager) => {
      await orGone(`person/${profile.personId}`, manager.insert(ExpertProfile, { id, ...profile }));
      if (cv) {
        await manager.insert(CvFile, {
          id: randomUUID(), profileId: id, fileName: cv.name, mediaType: cv.mediaType, content: cv.content, sha256: sha256(cv.content),
        });
      }
    });
    return id;
  }

  /** Starts an assignment: from now on the relation runs, which an open event says in the same transaction. @throws as `apply` */
  async startAssignment(assignment: NewAssignment): Promise<string> {
    checkValues(assignment, 'assignment', ['dayRate']);
    const id = randomUUID();
    await this.source.transaction(async (manager) => {
      await orGone(`person/${assignment.personId}`, manager.insert(Assignment, { id, ...assignment, status: 'running' }));
      await this.events.record(manager, { personId: assignment.personId, kind: 'assignment-end', occurredOn: 'infinity', sourceType: 'assignment', sourceId: id });
    });
    return id;
  }

  /** Ends an assignment, or corrects the day it ended on. @throws RecordGoneError */
  async endAssignment(id: string, endedOn: string): Promise<void> {
    checkValues({ assignmentId: id, endedOn }, 'assignment');
    await this.source.transaction(async (manager) => {
      const result = await manager.update(Assignment, { id }, { endedOn, status: 'ended' });
      if (!result.affected) throw new RecordGoneError(`assignment/${id}`);
      await this.events.correct(manager, 'assignment-end', id, endedOn);
    });
  }
}
