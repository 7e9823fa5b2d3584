import { randomUUID, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type Right, rights } from '@oubli/contracts';
import type { LawfulBasis, Purpose } from '@oubli/personal-data';
import { purposes } from '@oubli/personal-data';
import { checkValues, IdentifierError, RecordGoneError } from '@oubli/people';
import { DataSource, IsNull } from 'typeorm';
import { ApiKey } from './console.entity';
import { newSecret, sha256 } from './secrets';

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly (Right | '*')[];
  readonly source: string;
  readonly origin: ApiKey['origin'];
  readonly purposes: readonly string[];
  readonly basis: LawfulBasis;
  readonly createdBy: string | null;
  readonly expiresAt: Date | null;
}

/** `oub_PREFIX_SECRET`: the prefix finds the row, the secret is compared with its hash. */
const keyForm = /^oub_([A-Za-z0-9]{8})_([A-Za-z0-9_-]{43})$/;

const isPurpose = (text: string): text is Purpose => purposes.some((purpose) => purpose === text);

/** Keys of integrations. */
@Injectable()
export class KeysService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** @returns the key, which is shown once and nowhere else @throws IdentifierError */
  async create(wanted: NewKey, now: Date): Promise<{ readonly key: string; readonly details: ApiKey }> {
    checkValues({ name: wanted.name, source: wanted.source }, 'key');
    const named = wanted.purposes.filter(isPurpose);
    const unknown = wanted.purposes.findIndex((purpose) => !isPurpose(purpose));
    if (unknown >= 0) throw new IdentifierError(`key.purposes.${unknown}`, `is not on the closed list: ${purposes.join(', ')}`);
    const prefix = randomUUID().replaceAll('-', '').slice(0, 8);
    const secret = newSecret();
    const details = {
      id: randomUUID(), name: wanted.name, prefix, tokenSha256: sha256(secret), scopes: [...new Set(wanted.scopes)], source: wanted.source, origin: wanted.origin,
      purposes: named, basis: wanted.basis, createdBy: wanted.createdBy, createdAt: now, expiresAt: wanted.expiresAt, lastUsedOn: null, revokedAt: null,
    };
    await this.source.manager.insert(ApiKey, details);
    return { key: `oub_${prefix}_${secret}`, details };
  }

  /** The key that was given, while it is good; marks the day of its use. */
  async find(given: string, now: Date): Promise<ApiKey | null> {
    const [, prefix, secret] = keyForm.exec(given) ?? [];
    const key = prefix === undefined ? null : await this.source.manager.findOneBy(ApiKey, { prefix, revokedAt: IsNull() });
    if (!key || secret === undefined || !timingSafeEqual(key.tokenSha256, sha256(secret)) || (key.expiresAt !== null && key.expiresAt <= now)) return null;
    await this.source.query('update access.api_key set last_used_on = calendar.paris_date($2) where id = $1 and last_used_on is distinct from calendar.paris_date($2)', [key.id, now]);
    return key;
  }

  list(): Promise<ApiKey[]> {
    return this.source.manager.find(ApiKey, { order: { createdAt: 'DESC' } });
  }

  /** @throws RecordGoneError when there is no such key, or it is revoked already */
  async revoke(id: string, now: Date): Promise<void> {
    const result = await this.source.manager.update(ApiKey, { id, revokedAt: IsNull() }, { revokedAt: now });
    if (!result.affected) throw new RecordGoneError(`api-key/${id}`);
  }
}

/** Rights of a key's scopes. */
export const rightsOfScopes = (scopes: readonly string[]): readonly Right[] => rights.filter((right) => scopes.includes('*') || scopes.includes(right));
