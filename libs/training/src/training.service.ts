import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { checkValues, orGone, parseEmail, type Provenance, RecordGoneError, required } from '@oubli/people';
import { DataSource } from 'typeorm';
import { Attendance, TrainingSession } from './training.entity';
import { proveTraining } from './certificate/certificate.sql';

export interface NewAttendance extends Provenance {
  readonly personId: string;
  readonly sessionId: string;
  readonly participantName: string;
  readonly participantEmail?: string;
  readonly hours: string;
  readonly evaluation?: string;
  readonly supportsInvoice?: boolean;
}

@Injectable()
export class TrainingService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Opens a session. @throws IdentifierError, SocialSecurityNumberError */
  async openSession(session: { readonly title: string; readonly startsOn: string; readonly endsOn: string; readonly place: string }): Promise<string> {
    checkValues(session, 'training-session');
    const id = randomUUID();
    await this.source.manager.insert(TrainingSession, { id, ...session });
    return id;
  }

  /** Records who attended, with the end of the session as the clock, and the proof of it that outlives the attendance. @throws IdentifierError, SocialSecurityNumberError, RecordGoneError */
  async recordAttendance(attendance: NewAttendance): Promise<string> {
    checkValues(attendance, 'attendance', ['hours']);
    const session = await this.source.manager.findOneBy(TrainingSession, { id: attendance.sessionId });
    if (!session) throw new RecordGoneError(`training-session/${attendance.sessionId}`);
    const participantEmail = attendance.participantEmail === undefined ? null : required(parseEmail(attendance.participantEmail), 'participantEmail');
    const id = randomUUID();
    await this.source.transaction(async (manager) => {
      await orGone(`person/${attendance.personId}`, manager.insert(Attendance, { id, ...attendance, participantEmail, sessionEndedOn: session.endsOn }));
      await manager.query(proveTraining, [attendance.personId, session.title, session.endsOn, attendance.collectedOn, attendance.origin]);
    });
    return id;
  }
}
