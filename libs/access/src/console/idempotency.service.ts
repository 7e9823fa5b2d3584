import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { IdempotentRequest } from './console.entity';
import { sha256 } from './secrets';

/** What an earlier request under the same key became. */
export type Earlier =
  | { readonly kind: 'first' }
  | { readonly kind: 'other' }
  | { readonly kind: 'in-flight' }
  | { readonly kind: 'answered'; readonly status: number; readonly answer: unknown };

const begin = `insert into access.idempotent_request (key_sha256, request_sha256, created_at) values ($1, $2, now()) on conflict (key_sha256) do nothing returning key_sha256`;
/** A day (RET-39). Run with the owner's login by the housekeeping, and by the application whenever a key comes. */
export const endIdempotentRequests = `delete from access.idempotent_request where created_at < now() - interval '1 day'`;

/** Requests that a client may send again after a lost answer: the answer is given again, and nothing is done twice. */
@Injectable()
export class IdempotencyService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** The key as it is stored: of one actor, unreadable. */
  keyOf(actor: string, given: string): Buffer {
    return sha256(`${actor}\0${given}`);
  }

  async begin(key: Buffer, request: string): Promise<Earlier> {
    await this.source.query(endIdempotentRequests);
    const requestHash = createHash('sha256').update(request, 'utf8').digest();
    const started = await this.source.query<unknown[]>(begin, [key, requestHash]);
    if (started.length > 0) return { kind: 'first' };
    const before = await this.source.manager.findOneBy(IdempotentRequest, { keySha256: key });
    if (!before) return { kind: 'in-flight' };
    if (!before.requestSha256.equals(requestHash)) return { kind: 'other' };
    return before.status === null ? { kind: 'in-flight' } : { kind: 'answered', status: before.status, answer: before.answer };
  }

  async finish(key: Buffer, status: number, answer: unknown): Promise<void> {
    await this.source.query('update access.idempotent_request set status = $2, answer = $3 where key_sha256 = $1', [key, status, JSON.stringify(answer ?? null)]);
  }

  /** A request that was refused may be sent again under its key. */
  async abandon(key: Buffer): Promise<void> {
    await this.source.manager.delete(IdempotentRequest, { keySha256: key });
  }
}
