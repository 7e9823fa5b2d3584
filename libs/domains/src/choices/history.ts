import type { Session } from '@oubli/database';
import type { Channel, ChoiceMeans, ObjectionStanding } from '@oubli/engagement';
import { channels, writtenPurposes, type WrittenPurpose } from '@oubli/contracts';
import type { Purpose } from '@oubli/personal-data';
import { loadRegister, type PurposeRegister } from '@oubli/rights';
import { categoriesOfOne } from '../purposes/categories-of';
import * as sql from './choices.sql';

export interface ConsentRow {
  readonly id: string;
  readonly purpose: Purpose;
  readonly channel: Channel;
  readonly textVersion: string;
  readonly means: ChoiceMeans;
  readonly givenOn: string;
  readonly givenAt: string | null;
  readonly lastUsedOn: string | null;
  readonly withdrawnOn: string | null;
  readonly withdrawnAt: string | null;
  readonly withdrawnBy: ChoiceMeans | null;
}

export interface ObjectionRow {
  readonly id: string;
  readonly purpose: Purpose;
  readonly channel: Channel | null;
  readonly objectedOn: string;
  readonly objectedAt: string | null;
  readonly objectedBy: ChoiceMeans | null;
  readonly standing: ObjectionStanding;
  readonly judgedOn: string | null;
  readonly underRequest: string | null;
}

export interface ChoiceHistory {
  readonly consents: readonly ConsentRow[];
  readonly objections: readonly ObjectionRow[];
}

/** Every consent and objection of a person that the session sees, latest first. */
export async function choicesOf(session: Session, personId: string): Promise<ChoiceHistory> {
  return { consents: await session.query<ConsentRow>(sql.consentsOf, [personId]), objections: await session.query<ObjectionRow>(sql.objectionsOf, [personId]) };
}

export type Standing = 'consented' | 'not-asked' | 'withdrawn' | 'objected' | 'no-objection' | 'no-basis';

/** What somebody may be written about by a channel, and since when. */
export interface CurrentChoice {
  readonly purpose: WrittenPurpose;
  readonly channel: Channel;
  readonly basis: 'consent' | 'legitimate-interest' | null;
  readonly standing: Standing;
  readonly since: string | null;
}

/** The one basis by which somebody of these categories is written to: an interest only where the register names it for her, for campaigns with the exemption that allows it (R29). */
export function basisOfWriting(register: PurposeRegister, purpose: WrittenPurpose, categories: readonly string[]): CurrentChoice['basis'] {
  const states = register.inForce.filter((state) => state.purpose === purpose && state.recordType === null && categories.includes(state.category));
  if (states.some(({ basis, exemption }) => basis === 'legitimate-interest' && (purpose === 'surveys' || exemption !== null))) return 'legitimate-interest';
  return states.some(({ basis }) => basis === 'consent') ? 'consent' : null;
}

function standingOf(history: ChoiceHistory, purpose: WrittenPurpose, channel: Channel, basis: CurrentChoice['basis']): Pick<CurrentChoice, 'standing' | 'since'> {
  const objection = history.objections.find((o) => o.purpose === purpose && (o.channel === channel || o.channel === null) && (o.standing === 'in-force' || o.standing === 'pending'));
  if (objection) return { standing: 'objected', since: objection.objectedOn };
  const consents = history.consents.filter((c) => c.purpose === purpose && c.channel === channel);
  const given = consents.find((c) => c.withdrawnOn === null);
  if (given) return { standing: 'consented', since: given.givenOn };
  if (basis === 'legitimate-interest') return { standing: 'no-objection', since: null };
  if (basis === null) return { standing: 'no-basis', since: null };
  const [last] = consents;
  return last ? { standing: 'withdrawn', since: last.withdrawnOn } : { standing: 'not-asked', since: null };
}

/** What her own page shows: one line a purpose and channel. Surveys go by e-mail alone. @param engine what is restricted is hers to see and to end */
export async function currentChoices(engine: Session, personId: string): Promise<readonly CurrentChoice[]> {
  const [register, categories, history] = [await loadRegister(engine), await categoriesOfOne(engine, personId), await choicesOf(engine, personId)];
  return writtenPurposes.flatMap((purpose) => channels.filter((channel) => purpose === 'campaigns' || channel === 'e-mail').map((channel) => {
    const basis = basisOfWriting(register, purpose, categories);
    return { purpose, channel, basis, ...standingOf(history, purpose, channel, basis) };
  }));
}

/** Version of the sentences by which consent is asked on the own page; they stand in the console's words, and a change of them is a new version. */
export const ownPageTextVersion = 'own-page-1';
