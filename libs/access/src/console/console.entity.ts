import type { RoleName } from '@oubli/contracts';
import type { LawfulBasis, Origin, Purpose } from '@oubli/personal-data';
import { PersonRecord } from '@oubli/people';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** An account of the console. */
@Entity({ schema: 'access', name: 'console_user' })
export class ConsoleUser extends PersonRecord {
  @Column('text', { nullable: true }) displayName!: string | null;
  @Column('text', { nullable: true }) email!: string | null;
  /** argon2id; null until the invitation was used, and again once the account is closed. */
  @Column('text', { nullable: true }) passwordHash!: string | null;
  @Column('text', { array: true }) roles!: RoleName[];
  @Column('text') language!: 'fr' | 'en';
  /** AES-256-GCM, see `people/bank/sealed-field.ts`; counts from `totpSince` on. */
  @Column('bytea', { nullable: true }) totpSecretSealed!: Buffer | null;
  @Column('timestamptz', { nullable: true }) totpSince!: Date | null;
  /** Last time step whose code was used: a code is good once. */
  @Column('bigint', { nullable: true }) totpLastStep!: string | null;
  @Column('date', { nullable: true }) lastActivityOn!: string | null;
  @Column('date', { nullable: true }) closedOn!: string | null;
}

/** A signed-in browser. The token itself is known to the browser only. */
@Entity({ schema: 'access', name: 'console_session' })
export class ConsoleSession {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('ConsoleUser') userId!: string;
  @Column('bytea', { name: 'token_sha256' }) tokenSha256!: Buffer;
  @Column('text') device!: string;
  @Column('timestamptz') startedAt!: Date;
  @Column('timestamptz') seenAt!: Date;
  @Column('timestamptz', { nullable: true }) stepUpUntil!: Date | null;
  @Column('timestamptz') expiresAt!: Date;
}

/** Something sent to somebody that is good once: an invitation, a reset, the second step of a sign-in. */
@Entity({ schema: 'access', name: 'console_token' })
export class ConsoleToken {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('ConsoleUser') userId!: string;
  @Column('text') kind!: 'invitation' | 'reset' | 'second-step';
  @Column('bytea', { name: 'token_sha256' }) tokenSha256!: Buffer;
  @Column('timestamptz') expiresAt!: Date;
}

/** A code for somebody whose authenticator is lost; good once. */
@Entity({ schema: 'access', name: 'recovery_code' })
export class RecoveryCode {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('ConsoleUser') userId!: string;
  @Column('bytea', { name: 'token_sha256' }) tokenSha256!: Buffer;
}

/** A key of an integration, and what it says about everything it brings: source, origin, purposes and basis. */
@Entity({ schema: 'access', name: 'api_key' })
export class ApiKey {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') prefix!: string;
  @Column('bytea', { name: 'token_sha256' }) tokenSha256!: Buffer;
  @Column('text', { array: true }) scopes!: string[];
  @Column('text') source!: string;
  @Column('text') origin!: Exclude<Origin, 'derived'>;
  @Column('text', { array: true }) purposes!: Purpose[];
  @Column('text') basis!: LawfulBasis;
  @Column('uuid', { nullable: true }) @ForeignKey('ConsoleUser') createdBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) expiresAt!: Date | null;
  @Column('date', { nullable: true }) lastUsedOn!: string | null;
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;
}

/** Failures of a sign-in by a keyed hash of the e-mail or address that was given, whether anybody has it or not. */
@Entity({ schema: 'access', name: 'sign_in_failure' })
export class SignInFailure {
  @PrimaryColumn('bytea') keyedHash!: Buffer;
  @Column('int') failures!: number;
  @Column('timestamptz') blockedUntil!: Date;
  @Column('timestamptz') lastAt!: Date;
}

/** A request of an integration under an Idempotency-Key, and its answer, which names ids and results and no value. */
@Entity({ schema: 'access', name: 'idempotent_request' })
export class IdempotentRequest {
  @PrimaryColumn('bytea', { name: 'key_sha256' }) keySha256!: Buffer;
  @Column('bytea', { name: 'request_sha256' }) requestSha256!: Buffer;
  @Column('int', { nullable: true }) status!: number | null;
  @Column('jsonb', { nullable: true }) answer!: unknown;
  @Column('timestamptz') createdAt!: Date;
}

/** An integration said for whom of its own users it acted. */
@Entity({ schema: 'access', name: 'delegated_act' })
export class DelegatedAct {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') @ForeignKey('ApiKey') keyId!: string;
  @Column('text') onBehalfOf!: string;
  @Column('text') action!: string;
  @Column('date') occurredOn!: string;
}

export const consoleEntities = [ConsoleUser, ConsoleSession, ConsoleToken, RecoveryCode, ApiKey, SignInFailure, IdempotentRequest, DelegatedAct];
