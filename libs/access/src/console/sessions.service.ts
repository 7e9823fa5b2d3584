import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull, MoreThan, Not } from 'typeorm';
import { ConsoleSession, ConsoleUser } from './console.entity';
import { newSecret, sha256 } from './secrets';

const minute = 60_000;
/** ASVS 5.0, 7.3: an idle session ends after a quarter of an hour, any session after a working day. */
export const sessionLimits = { idle: 15 * minute, absolute: 8 * 60 * minute, stepUp: 5 * minute, seenEvery: 30_000 } as const;

/** A session that is good, and whose. */
export interface SignedIn {
  readonly session: ConsoleSession;
  readonly user: ConsoleUser;
}

const expiry = (startedAt: Date, now: Date): Date => new Date(Math.min(now.getTime() + sessionLimits.idle, startedAt.getTime() + sessionLimits.absolute));

/** Sessions on the server's side: the browser holds a random token, the database its hash. */
@Injectable()
export class SessionsService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Starts a session; whoever has just signed in has confirmed who she is. @returns the token, which is nowhere else */
  async start(user: ConsoleUser, device: string, now: Date): Promise<string> {
    const token = newSecret();
    const row = { id: randomUUID(), userId: user.id, tokenSha256: sha256(token), device: device.slice(0, 120), startedAt: now, seenAt: now, stepUpUntil: new Date(now.getTime() + sessionLimits.stepUp), expiresAt: expiry(now, now) };
    await this.source.manager.insert(ConsoleSession, row);
    await this.source.query('update access.console_user set last_activity_on = calendar.paris_date($2) where id = $1', [user.id, now]);
    return token;
  }

  /** The session of a token, kept alive by being used; null when it is over or its account is closed. */
  async find(token: string, now: Date): Promise<SignedIn | null> {
    const session = await this.source.manager.findOneBy(ConsoleSession, { tokenSha256: sha256(token), expiresAt: MoreThan(now) });
    const user = session && (await this.source.manager.findOneBy(ConsoleUser, { id: session.userId, closedOn: IsNull() }));
    if (!session || !user) return null;
    if (now.getTime() - session.seenAt.getTime() > sessionLimits.seenEvery) {
      const seen = { seenAt: now, expiresAt: expiry(session.startedAt, now) };
      await this.source.manager.update(ConsoleSession, { id: session.id }, seen);
      Object.assign(session, seen);
    }
    return { session, user };
  }

  /** Remembers that who uses this session has just confirmed who she is, under a new token (ASVS 5.0, 7.2.4). */
  async stepUp(session: ConsoleSession, now: Date): Promise<string> {
    const token = newSecret();
    await this.source.manager.update(ConsoleSession, { id: session.id }, { tokenSha256: sha256(token), stepUpUntil: new Date(now.getTime() + sessionLimits.stepUp), seenAt: now, expiresAt: expiry(session.startedAt, now) });
    return token;
  }

  list(userId: string, now: Date): Promise<ConsoleSession[]> {
    return this.source.manager.find(ConsoleSession, { where: { userId, expiresAt: MoreThan(now) }, order: { startedAt: 'DESC' } });
  }

  /** @returns whether it was there */
  async end(userId: string, sessionId: string): Promise<boolean> {
    return ((await this.source.manager.delete(ConsoleSession, { id: sessionId, userId })).affected ?? 0) > 0;
  }

  /** Ends every session of a user but one. */
  async endOthers(userId: string, keep: string | null): Promise<void> {
    await this.source.manager.delete(ConsoleSession, keep === null ? { userId } : { userId, id: Not(keep) });
  }
}
