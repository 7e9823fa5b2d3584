import { daysBetween } from '@oubli/calendar';
import { companyOn } from '@oubli/company';
import type { Connections, Session } from '@oubli/database';
import { enqueue } from '@oubli/outbox';
import { alarmsToTell, type NearDeadline, today } from '@oubli/rights';
import { type AlarmLanguage, alarmMessage } from './alarm-words';

/** What the house says about alarms. */
export interface AlarmSettings {
  /** Days before the target on which somebody is told. */
  readonly alarmDays: readonly number[];
  /** Address of the console, for links. */
  readonly url: string;
}

export interface AlarmReader {
  /** Null: an office that has no account. */
  readonly id: string | null;
  readonly email: string;
  readonly language: AlarmLanguage;
  readonly personId: string | null;
  readonly officer: boolean;
}

/** Accounts of the console that are open, with their mailboxes. */
const accounts = `select u.id::text as id, u.email, u.language, u.person_id::text as "personId", 'data-protection-officer' = any(u.roles) as officer
  from access.console_user u where u.phase = 'active' and u.closed_on is null and u.email is not null order by u.id`;

/** Everybody who may have to be told: the protection officers, by their accounts or else by the office itself, and whoever may own a request. */
export async function readersOf(session: Session): Promise<readonly AlarmReader[]> {
  const readers = await session.query<AlarmReader>(accounts);
  if (readers.some(({ officer }) => officer)) return readers;
  const office = (await companyOn(session, await today(session)))?.protectionOfficer?.email ?? null;
  return office === null ? readers : [...readers, { id: null, email: office, language: 'fr', personId: null, officer: true }];
}

/**
 * Tells the owner of each request and the protection officers how near the end of its term is: once a threshold, in one message a
 * reader, with numbers and days and nothing of who asks. Messages and what was told are written in one transaction. Where nobody is
 * there to be told nothing is written down, so that it is told later.
 * @returns how many requests were told of
 */
export function tellDeadlines(engine: Connections, { alarmDays, url }: AlarmSettings): Promise<number> {
  return engine.transaction(async (session) => {
    const readers = await readersOf(session);
    if (!readers.some(({ officer }) => officer)) return 0;
    const told = await alarmsToTell(session, alarmDays);
    const day = await today(session);
    for (const { id, email, language, personId, officer } of readers) {
      const hers = officer ? told : told.filter(({ ownerId }) => ownerId === id);
      if (hers.length > 0) await enqueue(session, { kind: 'request.deadline', to: email, language, personId, ...alarmMessage(language, hers.map((request) => lineOf(request, day, url))) });
    }
    return told.length;
  });
}

const lineOf = ({ id, number, legal, alarm }: NearDeadline, day: string, url: string) => ({ number, legal, step: alarm.step, left: daysBetween(day, legal), link: `${url}/requests/${id}` });
