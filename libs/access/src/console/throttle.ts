import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FieldKeys } from '@oubli/config';
import { fieldKeysToken } from '@oubli/people';
import { DataSource, LessThan, MoreThan } from 'typeorm';
import { SignInFailure } from './console.entity';

/** The door is closed for a while, for whoever gave this address, known or not. */
export class TooManyFailuresError extends Error {
  constructor(readonly retryAfterSeconds: number) {
    super('Too many failures; try again later.');
    this.name = 'TooManyFailuresError';
  }
}

const freeFailures = 5;
const longestBlock = 15 * 60;
const forgetAfter = 24 * 3600 * 1000;

/** Seconds the door stays closed after so many failures in a row: 2, 4, 8 ... a quarter of an hour. */
export const blockSeconds = (failures: number): number => (failures < freeFailures ? 0 : Math.min(2 ** (failures - freeFailures + 1), longestBlock));

const recordFailure = `insert into access.sign_in_failure (keyed_hash, failures, blocked_until, last_at) values ($1, 1, $2, $2)
  on conflict (keyed_hash) do update set failures = sign_in_failure.failures + 1, last_at = excluded.last_at returning failures`;

/** Slows guessing down, by what was given and by where it came from; says nothing about who exists. */
@Injectable()
export class Throttle {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    @Inject(fieldKeysToken) private readonly fieldKeys: () => FieldKeys,
  ) {}

  /** A hash of what was given, so that a table of failures is no list of addresses. */
  private keyedHash(what: string): Buffer {
    const { byVersion, current } = this.fieldKeys();
    return createHmac('sha256', byVersion.get(current) ?? '').update(`oubli sign-in\0${what.trim().toLowerCase()}`, 'utf8').digest();
  }

  /** @throws TooManyFailuresError while the door is closed for any of these */
  async assertOpen(given: readonly string[], now: Date): Promise<void> {
    const rows = await this.source.manager.find(SignInFailure, { where: given.map((what) => ({ keyedHash: this.keyedHash(what), blockedUntil: MoreThan(now) })) });
    const until = Math.max(0, ...rows.map((row) => row.blockedUntil.getTime()));
    if (until > 0) throw new TooManyFailuresError(Math.ceil((until - now.getTime()) / 1000));
  }

  async failed(given: readonly string[], now: Date): Promise<void> {
    for (const what of given) {
      const keyedHash = this.keyedHash(what);
      const rows = await this.source.query<{ failures: number }[]>(recordFailure, [keyedHash, now]);
      const seconds = blockSeconds(rows[0]?.failures ?? 0);
      if (seconds > 0) await this.source.manager.update(SignInFailure, { keyedHash }, { blockedUntil: new Date(now.getTime() + seconds * 1000) });
    }
    await this.source.manager.delete(SignInFailure, { lastAt: LessThan(new Date(now.getTime() - forgetAfter)) });
  }

  /** Who got in starts afresh. */
  async succeeded(given: readonly string[]): Promise<void> {
    for (const what of given) await this.source.manager.delete(SignInFailure, { keyedHash: this.keyedHash(what) });
  }
}
