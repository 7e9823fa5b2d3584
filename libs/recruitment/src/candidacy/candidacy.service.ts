import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { checkValues, EventsService, orGone, type Provenance, RecordGoneError } from '@oubli/people';
import { DataSource, IsNull } from 'typeorm';
import { Application, CvFile, ExpertProfile } from '../recruitment.entity';
import { PoolConsent } from './candidacy.entity';

export interface NewPoolConsent extends Provenance {
  readonly personId: string;
  readonly givenOn: string;
  readonly textVersion: string;
  readonly means: PoolConsent['means'];
}

export interface Retained {
  readonly decidedOn: string;
  readonly criteria: string;
  readonly decidedBy: string;
  readonly skills: string;
}

/** What becomes of a candidate: kept in the talent pool with consent, or taken on as an expert. */
@Injectable()
export class CandidacyService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly events: EventsService,
  ) {}

  /** Records the consent with its proof; the person's applications are in the pool from now on. @throws IdentifierError, SocialSecurityNumberError, RecordGoneError */
  async consentToPool(consent: NewPoolConsent): Promise<string> {
    checkValues(consent, 'pool-consent');
    const id = randomUUID();
    await this.source.transaction(async (manager) => {
      await orGone(`person/${consent.personId}`, manager.insert(PoolConsent, { id, ...consent }));
      await manager.update(Application, { personId: consent.personId }, { poolConsent: true });
      await this.events.record(manager, { personId: consent.personId, kind: 'last-contact', occurredOn: consent.givenOn, sourceType: 'pool-consent', sourceId: id });
    });
    return id;
  }

  /**
   * Withdraws the consent. The applications leave the pool, and their period counts from the decision as if there had
   * never been one (RET-01): withdrawing must not lengthen anything. @throws IdentifierError, RecordGoneError
   */
  async withdrawFromPool(personId: string, withdrawnOn: string): Promise<void> {
    checkValues({ personId, withdrawnOn }, 'pool-consent');
    await this.source.transaction(async (manager) => {
      const result = await orGone('pool-consent', manager.update(PoolConsent, { personId, withdrawnOn: IsNull() }, { withdrawnOn }));
      if (!result.affected) throw new RecordGoneError(`the pool consent of person/${personId}`);
      await manager.update(Application, { personId }, { poolConsent: false });
    });
  }

  /**
   * Takes a candidate on: her application becomes a profile, the CV moves to it, and the parts of the application that
   * only the decision needed leave at once. @throws IdentifierError, SocialSecurityNumberError, RecordGoneError
   */
  async retain(applicationId: string, { skills, ...decision }: Retained): Promise<string> {
    checkValues({ applicationId, skills, ...decision }, 'application');
    const id = randomUUID();
    await this.source.transaction(async (manager) => {
      const application = await manager.findOne(Application, { where: { id: applicationId }, lock: { mode: 'pessimistic_write' } });
      if (!application) throw new RecordGoneError(`application/${applicationId}`);
      const { personId, cv, cvName, cvSha256 } = application;
      await orGone(`person/${personId}`, manager.insert(ExpertProfile, { id, personId, skills, collectedOn: decision.decidedOn, origin: application.origin }));
      if (cv) await manager.insert(CvFile, { id: randomUUID(), profileId: id, fileName: cvName, mediaType: null, content: cv, sha256: cvSha256 });
      await manager.update(Application, { id: applicationId }, { ...decision, stage: 'retained', motivation: null, cv: null, cvName: null, cvSha256: null });
    });
    return id;
  }
}
