import { randomBytes, randomUUID } from 'node:crypto';
import { fieldKeysOf } from '@oubli/config';
import { disclose, registerRecipient, recipientToGive } from '@oubli/recipients';
import { placeRestriction, recordDeclarations } from '@oubli/retention';
import { type Actor, endRecipientTask, moveRequest, registerRequest } from '@oubli/rights';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { allMigrations } from '../migrations';
import { type ItemResult, upsertRecords, type Values } from '../records/records';
import { sourceKey } from '@oubli/people';
import { domainRegistry } from '../registry';
import { listRectified, NotRectifiedError, openRectification, rectify } from './rectify';

const key = Buffer.alloc(32, 7);
const fieldKeys = fieldKeysOf([1, randomBytes(32)]);
const keys = { key, listKeys: { list: () => key, fields: () => fieldKeys } };
const officer: Actor = { mover: 'officer', id: randomUUID() };
const purposes = [...new Set(domainRegistry.roots.flatMap((root) => root.purposes))];
const from = (source: string) => ({ source, origin: 'third-party', purposes, ...keys }) as const;

interface World {
  readonly personId: string;
  readonly contactId: string;
  readonly requestId: string;
}

describe('rectification (Art. 16 GDPR)', () => {
  let db: TestDatabase;
  const owner = <T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> => db.owner.session.query<T>(text, values);

  beforeAll(async () => {
    db = await cloneDatabase(allMigrations);
    await recordDeclarations(db.engine.session, domainRegistry);
  });
  afterAll(() => db.close());

  const granted = (personId: string): Promise<string> =>
    db.app.transaction(async (s) => {
      const { id } = await registerRequest(s, { kind: 'rectification', door: 'post', language: 'fr', personId, contact: { name: 'Canary-in-contact' }, actorId: null });
      await moveRequest(s, id, 'take', officer);
      await moveRequest(s, id, 'decide', officer, 'granted');
      return id;
    });
  const upsert = async (source: string, recordType: string, sourceId: string, values: Values): Promise<ItemResult> => {
    const [result] = await upsertRecords(db.app, recordType, [{ sourceId, values }], from(source), false);
    if (!result) throw new Error('No answer.');
    return result;
  };
  /** A person with contact details that the source `erp` brought under the person's id, and a granted request. */
  const world = async (name = 'Lefevre', city = 'Nantes'): Promise<World> => {
    const sourceId = randomUUID();
    const personId = (await upsert('erp', 'person', sourceId, { lastName: name, firstName: 'Anne', birthDate: '1958-04-12' })).id ?? '';
    const contactId = (await upsert('erp', 'contact-details', personId, { personId, city, street: '1 rue des Lilas' })).id ?? '';
    return { personId, contactId, requestId: await granted(personId) };
  };
  const cityFrom = (source: string, { personId, contactId }: World, city: string | null): Promise<ItemResult> => bind(source, 'contact-details', personId, contactId).then(() => upsert(source, 'contact-details', personId, { personId, city }));
  /** The other system knows the same record under an id of its own. */
  const bind = (source: string, recordType: string, sourceId: string, recordId: string): Promise<unknown> =>
    owner('insert into people.source_record (keyed_hash, source, record_type, record_id) values ($1, $2, $3, $4) on conflict do nothing', [sourceKey(key, source, recordType, sourceId), source, recordType, recordId]);
  const held = async ({ contactId }: World): Promise<string | null> => (await owner<{ city: string | null }>('select city from people.contact_details where id = $1', [contactId]))[0]?.city ?? null;
  const correctCity = (w: World, value: string | null): Promise<string> => rectify(db.app, w.requestId, { recordType: 'contact-details', recordId: w.contactId, field: 'city', value }, officer, keys);

  it('corrects the field, keeps before and after sealed in the file, and opens them under the field key', async () => {
    const w = await world('Lefevre', 'Nantes-canary-old');
    const id = await correctCity(w, 'Lyon-canary-new');
    expect(await held(w)).toBe('Lyon-canary-new');
    expect(await openRectification(db.app.session, id, fieldKeys)).toEqual({ before: 'Nantes-canary-old', after: 'Lyon-canary-new' });
    const [row] = await owner<{ raw: string }>('select row_to_json(r)::text as raw from rights.rectification r where id = $1', [id]);
    expect(row?.raw).not.toMatch(/canary/);
    await expect(db.app.session.query('update rights.rectification set after_sealed = null')).rejects.toMatchObject({ code: '42501' });
  });

  it('corrects a name together with the key it is found by', async () => {
    const w = await world('Lefevre');
    await rectify(db.app, w.requestId, { recordType: 'person', recordId: w.personId, field: 'lastName', value: 'Durand' }, officer, keys);
    expect(await owner('select last_name as name, search_key like $2 as found from people.person where id = $1', [w.personId, '%durand%'])).toEqual([{ name: 'Durand', found: true }]);
  });

  it('is refused once more for the value that is held, and changes nothing', async () => {
    const w = await world();
    await expect(correctCity(w, 'Nantes')).rejects.toMatchObject({ result: 'unchanged' });
    expect(await listRectified(db.app.session, w.requestId)).toEqual([]);
  });

  describe('is not undone by what a source sends next', () => {
    it.each<readonly [string, string, ItemResult['result'], string]>([
      ['the value before', 'Nantes', 'conflict', 'Saint-Étienne'],
      ['the value before in other letters', '  NANTÉS ', 'conflict', 'Saint-Étienne'],
      ['the new value', 'Saint-Étienne', 'unchanged', 'Saint-Étienne'],
      ['the new value in other letters', 'SAINT-ETIENNE', 'updated', 'SAINT-ETIENNE'],
      ['a value that is neither', 'Brest', 'updated', 'Brest'],
    ])('%s', async (_what, sent, result, afterwards) => {
      const w = await world();
      await correctCity(w, 'Saint-Étienne');
      const answer = await cityFrom('erp', w, sent);
      expect(answer).toMatchObject({ result, code: result === 'conflict' ? 'rectified' : null });
      if (result === 'conflict') expect(answer.errors.map((e) => e.pointer)).toEqual(['/values/city']);
      expect(JSON.stringify(answer)).not.toMatch(/nantes/i);
      expect(await held(w)).toBe(afterwards);
    });

    it('a correction of accents alone holds against the spelling before', async () => {
      const w = await world('Lefevre');
      await rectify(db.app, w.requestId, { recordType: 'person', recordId: w.personId, field: 'lastName', value: 'Lefèvre' }, officer, keys);
      await bind('hr', 'person', 'P', w.personId);
      expect(await upsert('hr', 'person', 'P', { lastName: 'LEFEVRE', firstName: 'Anne' })).toMatchObject({ result: 'conflict', code: 'rectified' });
      expect(await upsert('hr', 'person', 'P', { lastName: 'Lefèvre', firstName: 'Anne' })).toMatchObject({ result: 'unchanged' });
    });

    it('what the person had completed is not emptied again', async () => {
      const w = await world('Lefevre');
      await rectify(db.app, w.requestId, { recordType: 'contact-details', recordId: w.contactId, field: 'phone', value: '06 39 98 00 17' }, officer, keys);
      expect(await upsert('erp', 'contact-details', w.personId, { personId: w.personId, phone: null })).toMatchObject({ result: 'conflict', code: 'rectified' });
    });

    it('another field of the same item stays with it: an item is taken whole or not at all', async () => {
      const w = await world();
      await correctCity(w, 'Lyon');
      expect(await upsert('erp', 'contact-details', w.personId, { personId: w.personId, city: 'Nantes', street: '2 rue Neuve' })).toMatchObject({ result: 'conflict' });
      expect(await owner('select city, street from people.contact_details where id = $1', [w.contactId])).toEqual([{ city: 'Lyon', street: '1 rue des Lilas' }]);
    });

    it('a source that has caught up may bring the first value later as news; one that has not may not', async () => {
      const w = await world();
      await correctCity(w, 'Lyon');
      expect(await cityFrom('erp', w, 'Lyon')).toMatchObject({ result: 'unchanged' });
      expect(await cityFrom('payroll', w, 'Nantes')).toMatchObject({ result: 'conflict' });
      expect(await cityFrom('erp', w, 'Nantes')).toMatchObject({ result: 'updated' });
      expect(await held(w)).toBe('Nantes');
    });

    it('a dry run is answered the same, and is no catching up', async () => {
      const w = await world();
      await correctCity(w, 'Lyon');
      const dry = (city: string) => upsertRecords(db.app, 'contact-details', [{ sourceId: w.personId, values: { personId: w.personId, city } }], from('erp'), true);
      expect(await dry('Nantes')).toMatchObject([{ result: 'conflict', code: 'rectified' }]);
      expect(await dry('Brest')).toMatchObject([{ result: 'updated' }]);
      expect(await cityFrom('erp', w, 'Nantes')).toMatchObject({ result: 'conflict' });
    });

    it('the person may have the first value back, and the second is then the wrong one', async () => {
      const w = await world();
      await correctCity(w, 'Lyon');
      await correctCity(w, 'Nantes');
      expect(await held(w)).toBe('Nantes');
      expect(await cityFrom('erp', w, 'Lyon')).toMatchObject({ result: 'conflict' });
      expect(await cityFrom('erp', w, 'Nantes')).toMatchObject({ result: 'unchanged' });
    });

    it('also when the request’s file is archived and out of the application’s sight', async () => {
      const w = await world();
      await correctCity(w, 'Lyon');
      await owner(`update rights.request set phase = 'archived' where id = $1`, [w.requestId]);
      expect(await listRectified(db.app.session, w.requestId)).toEqual([]);
      expect(await cityFrom('erp', w, 'Nantes')).toMatchObject({ result: 'conflict', code: 'rectified' });
    });
  });

  describe('under the gates of every other write', () => {
    const failing = async (w: World, correction: Partial<Parameters<typeof rectify>[2]>): Promise<NotRectifiedError> => {
      const error: unknown = await rectify(db.app, w.requestId, { recordType: 'contact-details', recordId: w.contactId, field: 'city', value: 'Lyon', ...correction }, officer, keys).then(() => null, (e: unknown) => e);
      if (!(error instanceof NotRectifiedError)) throw error;
      return error;
    };

    it('a hold does not stand against it', async () => {
      const w = await world();
      await owner('insert into retention.hold (person_id, review_on) values ($1, calendar.paris_date(now()) + 10)', [w.personId]);
      await correctCity(w, 'Lyon');
      expect(await held(w)).toBe('Lyon');
    });

    it('what is restricted is refused, and stays', async () => {
      const w = await world();
      const [day] = await owner<{ day: string }>('select calendar.paris_date(now())::text as day');
      await placeRestriction(db.app, db.engine.session, domainRegistry, key, { personId: w.personId, ground: 'accuracy-contested', reason: 'Disputed', author: 'Officer', reviewOn: day?.day ?? '' });
      expect(await failing(w, {})).toMatchObject({ result: 'refused', code: 'restricted' });
      expect(await held(w)).toBe('Nantes');
    });

    it('what is archived is refused', async () => {
      const w = await world();
      await owner(`update people.contact_details set phase = 'archived' where id = $1`, [w.contactId]);
      expect(await failing(w, {})).toMatchObject({ result: 'gone', code: 'gone' });
    });

    it('an issued invoice never changes: the answer names the credit note', async () => {
      const w = await world();
      const invoice = randomUUID();
      await owner(`insert into invoicing.invoice (id, person_id, number, issued_on, amount_excluding_tax, vat, party_name, lines, collected_on, origin) values ($1, $2, $3, '2026-01-05', 100, 20, 'A', '[]', '2026-01-05', 'derived')`, [invoice, w.personId, invoice]);
      const error = await failing(w, { recordType: 'invoice', recordId: invoice, field: 'partyName', value: 'B' });
      expect(error).toMatchObject({ result: 'conflict', code: 'conflict', errors: [{ pointer: '/values', detail: expect.stringContaining('credit note') as string }] });
      expect(await owner('select party_name as name from invoicing.invoice where id = $1', [invoice])).toEqual([{ name: 'A' }]);
    });

    it.each<readonly [string, Partial<Parameters<typeof rectify>[2]>, string]>([
      ['a field that is none', { field: 'shoeSize' }, '/values/shoeSize'],
      ['a value that is not well formed', { field: 'email', value: 'no-mail' }, '/values/email'],
      ['a social-security number', { value: '1 85 05 78 006 084 91' }, '/values/city'],
      ['bank details, which have a service of their own', { recordType: 'bank-details', field: 'holder', value: 'A' }, '/recordType'],
    ])('refuses %s', async (_what, correction, pointer) => expect((await failing(await world(), correction)).errors.map((e) => e.pointer)).toEqual([pointer]));

    it('refuses the record of somebody else', async () => {
      const [mine, hers] = [await world(), await world('Martin')];
      expect(await failing(mine, { recordId: hers.contactId })).toMatchObject({ errors: [{ pointer: '/recordId' }] });
      expect(await held(hers)).toBe('Nantes');
    });

    it('is made under a granted request of its kind only, and before it is answered', async () => {
      const w = await world();
      const other = await db.app.transaction((s) => registerRequest(s, { kind: 'access', door: 'post', language: 'fr', personId: w.personId, contact: {}, actorId: null }));
      await expect(correctCity({ ...w, requestId: other.id }, 'Lyon')).rejects.toMatchObject({ code: 'wrong-kind' });
      const waiting = await db.app.transaction((s) => registerRequest(s, { kind: 'rectification', door: 'post', language: 'fr', personId: w.personId, contact: {}, actorId: null }));
      await expect(correctCity({ ...w, requestId: waiting.id }, 'Lyon')).rejects.toMatchObject({ code: 'wrong-state' });
      await db.app.transaction((s) => moveRequest(s, w.requestId, 'answer', officer));
      await expect(correctCity(w, 'Lyon')).rejects.toMatchObject({ code: 'wrong-state' });
      await expect(correctCity({ ...w, requestId: randomUUID() }, 'Lyon')).rejects.toMatchObject({ code: 'unknown-request' });
      expect(await held(w)).toBe('Nantes');
    });
  });

  it('opens a task for each recipient of the value before, archived disclosures included, once; it is done once, with day and by whom', async () => {
    const w = await world();
    const give = async (name: string, fields: readonly string[]): Promise<void> => {
      const id = randomUUID();
      await registerRecipient(db.app.session, { id, name, category: 'client', country: 'FR', contactReference: null });
      await db.app.transaction(async (s) => disclose(s, await recipientToGive(s, id, 'assignments'), 'assignments', null, `(select '${w.personId}'::uuid as person_id, 'contact-details' as record_type, '${w.contactId}'::uuid as record_id, array[${fields.map((f) => `'${f}'`).join()}]::text[] as fields, 'contract' as basis)`));
    };
    await give('Client A', ['city', 'street']);
    await give('Client A again', ['city']);
    await give('Client B', ['street']);
    await owner(`update recipients.disclosure d set phase = 'archived' from recipients.recipient r where r.id = d.recipient_id and r.name = 'Client A again'`);
    await correctCity(w, 'Lyon');
    const tasks = async () => (await listRectified(db.app.session, w.requestId)).flatMap((r) => r.tasks);
    const open = await tasks();
    expect(open.map((t) => [t.recipient, t.doneOn])).toEqual([['Client A', null], ['Client A again', null]]);
    const [first] = open;
    const day = first?.openedOn ?? '';
    await expect(endRecipientTask(db.app.session, first?.id ?? '', '2099-01-01', 'told', officer)).rejects.toMatchObject({ code: 'not-yet' });
    await endRecipientTask(db.app.session, first?.id ?? '', day, 'told', officer);
    expect((await tasks())[0]).toMatchObject({ doneOn: day, doneBy: officer.id, outcome: 'told' });
    await expect(endRecipientTask(db.app.session, first?.id ?? '', day, 'told', officer)).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(endRecipientTask(db.app.session, randomUUID(), day, 'told', officer)).rejects.toMatchObject({ code: 'unknown-request' });
  });

  describe('against a source that sends the value before at the same moment', () => {
    /** @returns how many of the races ended with the value that the person had corrected */
    const race = async (send: (w: World) => Promise<unknown>, rounds: number): Promise<number> => {
      let undone = 0;
      for (let round = 0; round < rounds; round += 1) {
        const w = await world();
        // Three senders at once, so that one of them waits for the lock the correction holds.
        await Promise.all([send(w), correctCity(w, 'Lyon'), send(w), send(w)]);
        if ((await held(w)) !== 'Lyon') undone += 1;
      }
      return undone;
    };

    it('the correction stands in each of 60 races', async () => {
      expect(await race((w) => cityFrom('erp', w, 'Nantes'), 60)).toBe(0);
    }, 120_000);

    it('is a race that catches a source which asks before it waits for the lock', async () => {
      const broken = (w: World): Promise<unknown> => db.app.transaction(async (s) => {
        const known = await s.query('select 1 from rights.corrected_field where record_id = $1', [w.contactId]);
        await s.query('select 1 from people.contact_details where id = $1 for no key update', [w.contactId]);
        if (known.length === 0) await s.query(`update people.contact_details set city = 'Nantes' where id = $1`, [w.contactId]);
      });
      expect(await race(broken, 20)).toBeGreaterThan(0);
    }, 120_000);
  });

  it('leaves no value, before or after, in ledger, activity, dated events, outbox or the tables of protections', async () => {
    const w = await world('Lefevre', 'Nantes-canary-old');
    await correctCity(w, 'Lyon-canary-new');
    expect(await cityFrom('erp', w, 'Nantes-canary-old')).toMatchObject({ result: 'conflict' });
    const tables = await owner<{ name: string }>(`select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') and format('%I.%I', table_schema, table_name) <> 'people.contact_details'`);
    const found: string[] = [];
    for (const { name } of tables) if ((await owner(`select 1 from ${name} t where t::text ~ 'canary-(old|new)' limit 1`)).length > 0) found.push(name);
    expect(found).toEqual([]);
    expect(tables.length).toBeGreaterThan(80);
  });
});
