import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ensureFieldKeys } from '@oubli/config';
import { domainRegistry, identityFacts } from '@oubli/domains';
import { sealAccount, searchKey } from '@oubli/people';
import { snakeCase } from '@oubli/personal-data';
import type { RecordDecision } from '@oubli/retention';
import { type Actor, moveRequest, recordProof, registerRequest, type RightsRequest } from '@oubli/rights';
import { Planter } from './planter';
import { ended, Stack } from './stack';

const officer: Actor = { mover: 'officer', id: randomUUID() };
const iban = 'FR7630006000011234567890189';
const phone = '+33639980017';
/** Columns of hers that hold, in place of a canary, what is nearly or exactly somebody else's. */
const shared = ['last_name', 'first_name', 'birth_name', 'search_key', 'email', 'phone', 'iban_sealed', 'bic_sealed', 'account_shown'];

describe('somebody who is erased beside others who are nearly her', () => {
  let stack: Stack;
  let planter: Planter;
  const [ann, joann, homonym, partner] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  /** Rows of each, by table. */
  const rows = new Map<string, ReadonlyMap<string, string>>();

  beforeAll(async () => {
    stack = await Stack.create({ redis: true });
    planter = new Planter(stack, randomUUID());
    await planter.company();
    const [today] = await sql<{ day: string }>('select calendar.paris_date(now())::text as day');
    for (const person of [ann, joann, homonym, partner]) rows.set(person, await planter.plant(person, today?.day ?? '', person === ann ? planter.canary : planter.alike));
    // An address that holds hers, her name and day of birth, her telephone and her account.
    await address(ann, 'ann@example.fr');
    await address(joann, 'joann@example.fr');
    for (const person of [ann, homonym]) await sql(`update people.person set last_name = 'Roux', first_name = 'Ann', birth_name = null, birth_date = '1958-02-03', search_key = $2 where id = $1`, person, searchKey('Roux', null, 'Ann'));
    for (const person of [ann, partner]) await account(person);
    await sql(`insert into people.dated_event (id, person_id, kind, occurred_on, source_type) values (gen_random_uuid(), $1, 'payment', calendar.paris_date(now()), 'invoice')`, ann);
  }, 120_000);
  afterAll(() => stack.close());

  const sql = <R = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> => stack.db.owner.session.query<R>(text, values);
  const rowOf = (person: string, table: string): string => rows.get(person)?.get(table) ?? '';
  const address = (person: string, email: string): Promise<unknown> => sql('update people.contact_details set email = $2 where person_id = $1', person, email);
  async function account(person: string): Promise<void> {
    const id = rowOf(person, 'people.bank_details');
    const { ibanSealed, bicSealed, accountShown } = sealAccount(id, { iban, bic: null }, ensureFieldKeys(join(stack.folder, 'keys')));
    await sql('update people.bank_details set iban_sealed = $2, bic_sealed = $3, account_shown = $4 where id = $1', id, ibanSealed, bicSealed, accountShown);
    await sql('update people.contact_details set phone = $2 where person_id = $1', person, phone);
  }

  async function decided(): Promise<RightsRequest> {
    const { app, engine } = stack.db;
    const request = await app.transaction((s) => registerRequest(s, { kind: 'erasure', door: 'post', language: 'fr', personId: ann, contact: { email: 'ann@example.fr' }, actorId: officer.id }));
    const known = await identityFacts(engine.session, request);
    for (const method of ['in-person', 'held-question'] as const) await app.transaction((s) => recordProof(s, request.id, method, officer, known));
    await app.transaction(async (s) => {
      await moveRequest(s, request.id, 'take', officer);
      await moveRequest(s, request.id, 'decide', officer, 'partially-granted');
    });
    return request;
  }

  /** `table.column` of every field that the answer says is kept. */
  function keptPlaces(records: readonly RecordDecision[]): ReadonlySet<string> {
    const table = (type: string): string => domainRegistry.declarations.find((d) => d.recordType === type)?.table ?? type;
    return new Set(records.flatMap(({ recordType, fields }) => fields.filter(({ verdict }) => verdict !== 'erase').map(({ column }) => {
      const [type, property] = column.includes('.') ? column.split('.') : [recordType, column];
      return `${table(type ?? '')}.${snakeCase(property ?? '')}`;
    })));
  }
  const invoice = async (): Promise<unknown> => (await sql<{ row: unknown }>(`select to_jsonb(i) - 'phase' as row from invoicing.invoice i where person_id = $1`, ann))[0]?.row;

  it('leaves every row of theirs byte for byte, invoices as they were issued, and values of hers only where the answer says', async () => {
    const others = async (): Promise<unknown[]> => Promise.all([joann, homonym, partner].map((person) => planter.rows(rows.get(person) ?? new Map<string, string>())));
    const [before, issued] = [await others(), await invoice()];
    expect(new Set((await planter.inDatabase()).map((hit) => hit.split(': ')[1])).size).toBe(planter.canaries.length - shared.length);
    const worker = stack.worker();
    const request = await decided();
    const carried = await stack.command(['erase', request.number, '--yes', '--json']);
    expect(carried).toMatchObject({ code: 0 });
    const { records } = JSON.parse(carried.output) as { records: readonly RecordDecision[] };
    const queue = await planter.queue();
    worker.kill('SIGTERM');
    await ended(worker);

    expect(await others()).toEqual(before);
    expect(await invoice()).toEqual(issued);
    const kept = keptPlaces(records);
    const found = await planter.inDatabase();
    // The file of an earlier request of hers is beyond this one: by it can be shown how she was answered.
    expect(found.filter((hit) => !kept.has(hit.split(': ')[0] ?? '') && !hit.startsWith('rights.'))).toEqual([]);
    const places = new Set(found.map((hit) => hit.split(': ')[0]));
    expect([places.has('invoicing.invoice.party_name'), places.has('recruitment.assignment.title'), places.has('recruitment.expert_profile.skills'), places.has('recruitment.assignment.notes')]).toEqual([true, true, false, false]);
    // Her mailbox stands only in the file of her request, which was written to it.
    const mailbox = await planter.inDatabase((text) => text.match(/(?<!jo)ann@example\.fr/g) ?? []);
    expect(mailbox.filter((hit) => !/^(rights|outbox)\./.test(hit))).toEqual([]);
    expect(await sql('select 1 from people.contact_details where person_id = $1', ann)).toEqual([]);
    // She was paid today: for thirteen months the payment may be contested.
    expect(await sql('select phase from people.bank_details where person_id = $1', ann)).toEqual([{ phase: 'archived' }]);
    expect(kept.has('people.bank_details.iban_sealed')).toBe(true);
    expect(await sql('select 1 from packages.part p join packages.package k on k.id = p.package_id where k.person_id = $1', ann)).toEqual([]);
    expect(planter.hits(queue)).toEqual([]);
    expect(planter.inFiles(stack.folder)).toEqual([]);
    expect(planter.hits(carried.output + carried.complaint)).toEqual([]);
    expect(queue + stack.logs() + carried.output).not.toMatch(/ann@example\.fr|639980017|FR7630006/);
  }, 120_000);
});
