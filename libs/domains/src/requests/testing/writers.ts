import { randomUUID } from 'node:crypto';
import { type BatchContext, liftRestriction, placeHold, placeRestriction, recordNotice, releaseHold } from '@oubli/retention';
import { changeRecord } from '../../records/records';
import { domainRegistry } from '../../registry';
import { ledgerKey, listKeys, type Races, rowText, type State, type Tally } from './races';

/** What an answer listed as protected is, from the moment of the answer, as it was then. */
async function held(races: Races, person: string, place: () => Promise<readonly string[]>, before: State): Promise<{ end: (after: State) => string[]; first: boolean }> {
  const listed = await place();
  const then = await races.stateOf(person);
  const untouched = listed.filter((of) => rowText(before, of) === rowText(then, of));
  return {
    first: untouched.length > 0,
    end: (after) => listed.filter((of) => rowText(after, of) !== rowText(then, of)).map((of) => `treated after it was protected: ${of}`),
  };
}
const placed = (answer: readonly { recordType: string; ids: readonly string[] }[], of: State): string[] => answer.flatMap(({ recordType, ids }) => ids.map((id) => `${recordType}/${id}`)).filter((place) => of.has(place));

/** Holds, half of which are released while the erasure still runs: what was protected until then may go, and only what the ledger says. */
export const holds = (races: Races, times: number, with_?: BatchContext, releases = true): Promise<Tally> =>
  races.erasing(times, async (person, before) => {
    let id = '';
    const answer = await held(races, person, async () => {
      const hold = await placeHold(races.db.app, races.db.engine.session, domainRegistry, ledgerKey, { scope: { personId: person }, reason: 'A claim', author: 'A', reviewOn: races.reviewOn });
      id = hold.id;
      return placed(hold.protects, before);
    }, before);
    if (!releases || races.chance() < 0.5) return answer;
    await releaseHold(races.db.app, { id });
    return { first: answer.first, end: () => [] };
  }, { ...(with_ && { with_ }) });

/** Somebody else who is named in a record of hers has it restricted. */
export const restrictionsOfOthers = (races: Races, times: number): Promise<Tally> =>
  races.erasing(times, async (person, before) => {
    const [assignment] = await races.sql<{ id: string; contact: string | null }>('select id::text as id, client_contact_id::text as contact from recruitment.assignment where person_id = $1 order by id limit 1', person);
    const contact = assignment?.contact;
    if (!contact) return { first: false, end: () => [] };
    return held(races, person, async () => {
      const answer = await placeRestriction(races.db.app, races.db.engine.session, domainRegistry, ledgerKey, { personId: contact, recordType: 'assignment', ground: 'accuracy-contested', reason: 'Disputed', author: 'A', reviewOn: races.reviewOn });
      return placed(answer.restricts, before);
    }, before);
  });

/** Her own restriction is in nobody's way when she wishes to be erased: it comes, she is told, it is lifted. */
export const restrictionsOfHers = (races: Races, times: number): Promise<Tally> =>
  races.erasing(times, async (person, before) => {
    const answer = await placeRestriction(races.db.app, races.db.engine.session, domainRegistry, ledgerKey, { personId: person, ground: 'accuracy-contested', reason: 'Disputed', author: 'A', reviewOn: races.reviewOn });
    await recordNotice(races.db.app, answer.id, { toldOn: races.today, means: 'e-mail', author: 'A' });
    await liftRestriction(races.db.app, answer.id);
    const profiles = [...before.keys()].filter((place) => place.startsWith('expert-profile/'));
    return { first: placed(answer.restricts, before).length > 0, end: (after) => profiles.filter((place) => after.has(place)).map((place) => `not erased: ${place}`) };
  });

/** Writes a city into contact details. */
export type Edit = (id: string, city: string) => Promise<'updated' | 'gone' | 'refused'>;
const bringer = { source: 'crm', origin: 'third-party' as const, purposes: ['recruitment', 'assignments', 'campaigns', 'surveys'] as const, key: Buffer.alloc(32, 5), listKeys };
export const byTheApi = (races: Races): Edit => async (id, city) => {
  const { result } = await changeRecord(races.db.app, 'contact-details', id, { city }, bringer, false);
  return result === 'updated' || result === 'gone' ? result : 'refused';
};

/** Contact details are edited: an edit that was answered `updated` is there or went with the record, and brings nothing back. */
export const edits = (races: Races, times: number, by = byTheApi(races)): Promise<Tally> =>
  races.erasing(times, async (_person, before) => {
    const place = [...before].find(([of, { row }]) => of.startsWith('contact-details/') && row['phase'] === 'active')?.[0] ?? '';
    const city = `Ville ${randomUUID()}`;
    const answer = await by(place.slice('contact-details/'.length), city);
    const end = (after: State): string[] => {
      const row = after.get(place)?.row;
      if (answer === 'updated' && row?.['phase'] === 'active' && row['city'] !== city) return [`an edit was lost: ${place}`];
      if (row && row['phase'] !== 'active' && row['city'] === city) return [`written after it was erased: ${place}`];
      if (answer === 'updated' && row === undefined) return [];
      if (answer !== 'updated' && row?.['phase'] === 'active') return [`said to be gone, and there: ${place}`];
      // Nothing of contact details is kept against a wish: a row that came back was written over.
      return row === undefined ? [] : [`survived its erasure: ${place}`];
    };
    return { first: answer === 'updated', end };
  }, { within: 40 });
