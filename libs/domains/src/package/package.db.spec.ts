import { randomUUID } from 'node:crypto';
import { fieldKeysOf } from '@oubli/config';
import { sealAccount } from '@oubli/people';
import { isReference, snakeCase } from '@oubli/personal-data';
import { installSchedule, recordDeclarations } from '@oubli/retention';
import type { RedactionDecision } from '@oubli/rights';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { seedDemo } from '../demo/seed';
import { allMigrations } from '../migrations';
import { domainRegistry } from '../registry';
import { shippedSchedule } from '../schedule';
import { pdfText } from './testing/pdf-text';
import { beginPackage, decideRedactions, filesOf, makePackage, PackageWaitsError, proposalsOf, readPackage } from './packages';

const fieldKeys = fieldKeysOf([1, Buffer.alloc(32, 7)]);

interface Told {
  readonly records: readonly { readonly record: string; readonly until: string | null; readonly sources: readonly string[]; readonly purposes: readonly string[]; readonly fields: readonly { name: string; value: unknown; redacted?: boolean }[] }[];
  readonly own?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

describe('a package of everything held about a person', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await cloneDatabase(allMigrations);
    await recordDeclarations(db.engine.session, domainRegistry);
    await installSchedule(db.owner.session, domainRegistry, shippedSchedule);
    await seedDemo(db.owner.session, { asOf: '2026-11-24', seed: 1, scale: 0.1, fieldKeys });
  }, 60_000);
  afterAll(() => db.close());

  const sql = <R = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> => db.owner.session.query<R>(text, values);
  const desk = () => ({ engine: db.engine, fieldKeys: () => fieldKeys });
  const person = async (lastName: string, firstName: string): Promise<string> => {
    const id = randomUUID();
    await sql(`insert into people.person (id, last_name, first_name, collected_on, origin) values ($1, $2, $3, '2026-01-05', 'person')`, id, lastName, firstName);
    return id;
  };
  const contact = (personId: string, email: string, phone: string) =>
    sql(`insert into people.contact_details (id, person_id, email, phone, collected_on, origin) values (gen_random_uuid(), $1, $2, $3, '2026-01-05', 'person')`, personId, email, phone);
  const bank = async (personId: string, iban: string): Promise<void> => {
    const id = randomUUID();
    const { ibanSealed, bicSealed, accountShown } = sealAccount(id, { iban, bic: null }, fieldKeys);
    await sql(`insert into people.bank_details (id, person_id, iban_sealed, bic_sealed, account_shown, collected_on, origin) values ($1, $2, $3, $4, $5, '2026-01-05', 'person')`, id, personId, ibanSealed, bicSealed, accountShown);
  };
  const begun = async (personId: string, kind: 'access' | 'portability' = 'access'): Promise<string> => (await beginPackage(desk(), personId, kind, 'fr')) ?? '';
  const proposed = async (id: string) => {
    const made = await readPackage(db.engine.session, id);
    if (!made) throw new Error('No such package.');
    return proposalsOf(desk(), made);
  };
  const decideAll = async (id: string, decision: RedactionDecision): Promise<number> => {
    const waiting = (await proposed(id)).filter((p) => p.decision === null);
    if (waiting.length > 0) expect(await decideRedactions(desk(), id, waiting.map((p) => ({ id: p.id, decision })))).toBe(true);
    return waiting.length;
  };
  const filesIn = async (id: string): Promise<Record<string, string>> => {
    const files: Record<string, string> = {};
    for await (const { name, chunks } of filesOf(desk(), id)) {
      const pieces: Buffer[] = [];
      for await (const chunk of chunks) pieces.push(chunk);
      files[name] = name.endsWith('.pdf') ? pdfText(Buffer.concat(pieces)) : Buffer.concat(pieces).toString('utf8');
    }
    return files;
  };
  const made = async (personId: string, decision: RedactionDecision, kind: 'access' | 'portability' = 'access'): Promise<Record<string, string>> => {
    const id = await begun(personId, kind);
    await decideAll(id, decision);
    expect(await makePackage(desk(), id)).toMatchObject({ state: 'made' });
    return filesIn(id);
  };

  describe('with a canary in every personal column of every record type', () => {
    let whole = '';
    /** Where each canary stands: shown, or a secret. */
    const canaries = new Map<string, boolean>();
    const planted = new Set<string>();
    const governed = domainRegistry.declarations.filter((d) => !isReference(d));

    beforeAll(async () => {
      whole = await person('Zibeline', 'Zoé');
      await sql(`insert into people.dated_event (id, person_id, kind, occurred_on, source_type) values (gen_random_uuid(), $1, 'last-contact', '2026-01-05', 'test')`, whole);
      await sql(`insert into do_not_recreate.return_task (id, person_id, ground, came_on) values (gen_random_uuid(), $1, 'erasure', '2026-01-05')`, whole);
      await sql(`insert into do_not_recreate.feed_task (id, person_id, ground, since) values (gen_random_uuid(), $1, 'erasure', '2026-01-05')`, whole);
      await sql(`insert into people.notice_task (id, person_id, source, due_on) values (gen_random_uuid(), $1, 'elsewhere', '2026-12-01')`, whole);
      await sql(`insert into access.reset_token select gen_random_uuid(), id, sha256(id::text::bytea), now(), now() + interval '30 minutes' from access.account`);
      await sql(`insert into access.console_session select gen_random_uuid(), id, sha256(id::text::bytea), 'x', now(), now(), null, now() + interval '1 hour' from access.console_user`);
      await sql(`insert into access.console_token select gen_random_uuid(), id, 'reset', sha256(id::text::bytea), now() + interval '1 hour' from access.console_user`);
      await sql(`insert into access.recovery_code select gen_random_uuid(), id, sha256(id::text::bytea) from access.console_user`);
      await sql(`insert into rights.request_notice (request_id, publication_id, language) select id, id, 'fr' from rights.request on conflict do nothing`);
      await sql(`insert into rights.forwarding (request_id, recipient_id, record_types, document_id, forwarded_on) select id, (select id from recipients.recipient limit 1), '{person}', id, '2026-01-05' from rights.request`);
      await sql(`insert into rights.opendsr_request (request_id, controller_id, key_id, subject_request_id, regulation, api_version, submitted_at, body_hash) select id, 'shop', id, id, 'gdpr', '2.0', now(), sha256('x') from rights.request`);
      await sql(`insert into rights.opendsr_callback (request_id, url, status) select id, 'https://shop.example/', 'pending' from rights.request`);
      await sql(`insert into rights.identity_proof (request_id, method, verified_on) select id, 'in-person', '2026-01-05' from rights.request`);
      await sql(`insert into rights.identity_copy (id, request_id, content_sealed, media_type, received_on) select gen_random_uuid(), id, 'x', 'image/png', '2026-01-05' from rights.request`);
      await sql(`insert into rights.identity_reading (request_id, copy_id, reader_id) select request_id, id, id from rights.identity_copy`);
      await sql(`insert into rights.rectification (id, request_id, record_type, record_id, field) select gen_random_uuid(), id, 'person', id, 'lastName' from rights.request`);
      await sql(`insert into rights.recipient_task (request_id, rectification_id, recipient_id, opened_on) select r.request_id, r.id, (select id from recipients.recipient limit 1), '2026-01-05' from rights.rectification r`);
      await sql(`insert into rights.recipient_message (request_id, task_id, channel) select request_id, id, 'webhook' from rights.recipient_task`);
      await sql(`insert into rights.corrected_field (person_id, record_type, record_id, field, wrong_sha256, corrected_on) values ($1, 'person', $1, 'lastName', sha256('x'), '2026-01-05')`, whole);
      await sql(`insert into rights.deadline_alarm (request_id, due_legal, step, days, told_on) select id, due_legal, 'near', 10, '2026-01-05' from rights.request`);
      await sql(`insert into rights.accuracy_task (person_id, kind, record_type, record_id, field, source, opened_on) values ($1, 'birth-date-conflict', 'person', $1, 'birthDate', 'elsewhere', '2026-01-05')`, whole);
      await sql(`insert into packages.redaction select gen_random_uuid(), id, 'person', id, 'lastName', 'name', 'redact' from packages.package`);
      await db.owner.transaction(async (session) => {
        await session.query('set local session_replication_role = replica');
        for (const root of domainRegistry.roots) {
          const child = domainRegistry.childrenOf(root.recordType).map((c) => `exists (select 1 from ${c.table} c where c.${snakeCase(c.partOf.via)} = r.id)::int`);
          const [row] = root === domainRegistry.person ? [{ id: whole }] : await session.query<{ id: string }>(`select r.id::text as id from ${root.table} r order by ${[...child, '0::int'].join(' + ')} desc, (r.phase = 'archived') desc limit 1`);
          if (!row) continue;
          if (root !== domainRegistry.person) for (const subject of root.subjects) await session.query(`update ${root.table} set ${snakeCase(subject)} = $1 where id = $2`, [whole, row.id]);
          await plant(root, 'id', row.id);
          for (const part of domainRegistry.childrenOf(root.recordType)) await plant(part, snakeCase(part.partOf.via), row.id);
        }
        async function plant(declaration: (typeof governed)[number], key: string, id: string): Promise<void> {
          const columns = new Map((await session.query<{ name: string; type: string }>(
            `select column_name as name, data_type as type from information_schema.columns where table_schema || '.' || table_name = $1`, [declaration.table])).map((c) => [c.name, c.type]));
          const [there] = await session.query<{ id: string }>(`select id::text as id from ${declaration.table} where ${key} = $1 limit 1`, [id]);
          if (!there) return;
          planted.add(declaration.recordType);
          for (const [property, column] of Object.entries(declaration.columns)) {
            const type = columns.get(snakeCase(property));
            if (column.role === 'none' || column.role === 'link' || column.category === 'record.date' || /Sealed$|Sha256$/.test(property) || property === 'sha256' || (type !== 'text' && type !== 'bytea')) continue;
            const canary = `zibeline-${canaries.size}-${declaration.recordType}-${property}`.replace('account-', '').toLowerCase();
            await session.query('savepoint planting');
            try {
              await session.query(`update ${declaration.table} set ${snakeCase(property)} = $1 where id = $2`, [type === 'bytea' ? Buffer.from(canary) : canary, there.id]);
              canaries.set(canary, column.category === 'user.authorization.credentials' && column.role === 'sensitive');
            } catch {
              // A closed or shaped value: the column cannot hold this canary, its own value stays.
              await session.query('rollback to planting');
            }
          }
        }
      });
    }, 60_000);

    const holds = (files: Record<string, string>, canary: string): boolean => (files['data.json'] ?? '').includes(canary) || (files['data.json'] ?? '').includes(Buffer.from(canary).toString('base64').replace(/=+$/, ''));

    it('stands on every record type and every kind of part', () => {
      expect(governed.map((d) => d.recordType).filter((type) => !planted.has(type) && type !== 'package-part')).toEqual([]);
      expect(canaries.size).toBeGreaterThan(90);
    });

    it('holds all that is declared where everything is released, but secrets, of which it says that they are held', async () => {
      const files = await made(whole, 'release');
      const missing = [...canaries].filter(([canary, secret]) => holds(files, canary) === secret).map(([canary]) => canary);
      expect(missing).toEqual([]);
      expect([...canaries.values()].filter((secret) => secret).length).toBeGreaterThan(0);
      expect(files['data.json']).toContain('une empreinte de mot de passe est détenue');
      expect(files['data.json']).toContain('une copie d’une pièce d’identité est détenue');
      const declared = new Set(governed.flatMap((d) => Object.entries(d.columns).map(([name, { category }]) => `${d.recordType}.${category === 'user.authorization.credentials' || d.recordType === 'identity-copy' ? name : name.replace(/Sealed$/, '')}`)));
      const told = JSON.parse(files['data.json'] ?? '') as { records: readonly { record: string; fields: readonly { name: string }[]; parts?: readonly { record: string; fields: readonly { name: string }[] }[] }[] };
      for (const { record, fields } of told.records.flatMap((r) => [r, ...(r.parts ?? [])])) for (const { name } of fields) declared.delete(`${record.split('/')[0] ?? ''}.${name}`);
      expect([...declared].filter((name) => !name.startsWith('package-part.'))).toEqual([]);
    });

    it('lacks what was redacted and nothing else, and says so in its place', async () => {
      const id = await begun(whole);
      const proposals = await proposed(id);
      await decideAll(id, 'redact');
      await makePackage(desk(), id);
      const files = await filesIn(id);
      const gone = [...canaries].filter(([canary, secret]) => !secret && !holds(files, canary)).map(([canary]) => canary);
      const redactedFiles = new Set(proposals.filter((p) => p.reason === 'file').map((p) => `${p.recordType}-${p.field}`.toLowerCase()));
      expect(gone.filter((canary) => ![...redactedFiles].some((place) => canary.endsWith(place.replace('account-', ''))))).toEqual([]);
      expect(gone.length).toBeGreaterThan(0);
      expect(files['data.json']).toContain('[masqué : concerne une autre personne]');
    });
  });

  it('tells nothing of a near-duplicate: another e-mail that holds hers, a couple’s telephone and account', async () => {
    const ann = await person('Roux-Test', 'Ann');
    const joann = await person('Petit-Test', 'Joann');
    const iban = 'FR7630006000011234567890189';
    for (const [id, email] of [[ann, 'ann@example.fr'], [joann, 'joann@example.fr']] as const) {
      await contact(id, email, '+33639980017');
      await bank(id, iban);
    }
    await sql(`insert into recruitment.appointment (id, person_id, held_on, place, subject, notes, collected_on, origin, phase) values (gen_random_uuid(), $1, '2026-02-01', null, 'First', 'Came with Joann Petit-Test (joann@example.fr). Ann herself, ann@example.fr, agreed.', '2026-02-01', 'person', 'archived')`, ann);
    const id = await begun(ann);
    expect((await proposed(id)).map(({ recordType, field }) => `${recordType}.${field}`)).toEqual(['appointment.notes']);
    await expect(makePackage(desk(), id)).rejects.toThrow(PackageWaitsError);
    expect(await filesIn(id)).toEqual({});
    await decideAll(id, 'redact');
    await makePackage(desk(), id);
    const text = Object.values(await filesIn(id)).join('\n');
    expect(text).toContain('Came with [masqué : concerne une autre personne] ([masqué : concerne une autre personne]). Ann herself, ann@example.fr, agreed.');
    expect(text).toContain(iban);
    expect(text).toContain('+33639980017');
    expect(text).not.toMatch(/joann|Petit-Test/i);
    expect(text).not.toContain(joann);
    await expect(decideRedactions(desk(), id, [{ id: randomUUID(), decision: 'release' }])).resolves.toBe(false);
  });

  it('waits again for what was written after it was begun', async () => {
    const late = await person('Tardive', 'Lise');
    const other = await person('Autrement', 'Jeanne');
    const id = await begun(late);
    expect(await proposed(id)).toEqual([]);
    await sql(`insert into recruitment.appointment (id, person_id, held_on, notes, collected_on, origin) values (gen_random_uuid(), $1, '2026-02-01', $2, '2026-02-01', 'person')`, late, `Sent by Jeanne Autrement, person/${other}`);
    await expect(makePackage(desk(), id)).rejects.toThrow(PackageWaitsError);
    await expect(decideRedactions(desk(), id, [{ id: randomUUID(), decision: 'release' }])).rejects.toThrow('no proposal');
    expect(await decideAll(id, 'redact')).toBe(1);
    await makePackage(desk(), id);
    expect(Object.values(await filesIn(id)).join()).not.toMatch(new RegExp(`Autrement|${other}`));
    expect(await makePackage(desk(), id)).toBeNull();
  });

  it('tells sources, purposes, until when, recipients by name, holds without their reasons, and who looked without a name', async () => {
    const id = await person('Racontée', 'Rose');
    const staff = await person('Employée', 'Emma');
    const [recipient] = await sql<{ id: string }>(`insert into recipients.recipient (id, name, category, country, registered_on) values (gen_random_uuid(), 'Client Exemple', 'client', 'FR', '2026-01-01') returning id::text as id`);
    await sql(`insert into people.source_record (keyed_hash, source, record_type, record_id) values (sha256($1::text::bytea), 'payroll', 'person', $1::uuid)`, id);
    await sql(`insert into recipients.disclosure (id, person_id, recipient_id, recipient_category, record_type, record_id, fields, purpose, basis, disclosed_on, collected_on, origin)
      values (gen_random_uuid(), $1, $2, 'client', 'person', $1, '{lastName}', 'assignments', 'contract', '2026-03-01', '2026-03-01', 'derived')`, id, recipient?.id);
    await sql(`insert into access.staff_activity (id, person_id, occurred_on, area, action, about_type, about_id, collected_on, origin) values (gen_random_uuid(), $1, '2026-03-02', 'rights', 'person.revealed for assignments', 'person', $2, '2026-03-02', 'derived')`, staff, id);
    const [hold] = await sql<{ id: string }>(`insert into retention.hold (person_id, review_on) values ($1, '2027-01-01') returning id`, id);
    await sql(`insert into retention.hold_reason (hold_id, reason, author) values ($1, 'Suspected fraud', 'Counsel')`, hold?.id);
    const files = await made(id, 'release');
    const told = JSON.parse(files['data.json'] ?? '') as Told;
    expect(told.records.find((r) => r.record === `person/${id}`)).toMatchObject({ sources: ['payroll'], until: '2028-01-06', origin: 'person', bases: expect.arrayContaining(['contract']) as unknown, held: true });
    expect(told.own?.['recipients']).toMatchObject([{ recipient: 'Client Exemple', fields: ['lastName'], purpose: 'assignments' }]);
    expect(told.own?.['holds']).toHaveLength(1);
    expect(told.own?.['consultations']).toEqual([{ on: '2026-03-02', action: 'person.revealed for assignments' }]);
    const text = Object.values(files).join('\n');
    expect(text).not.toMatch(/Suspected fraud|Counsel|Employée|Emma/);
    expect(files['data.html']).toContain('Client Exemple');
    expect(files['data.pdf']).toContain('ClientExemple');
  });

  it('for another controller holds only what she provided under consent or contract, as JSON and as tables', async () => {
    const id = await person('Portée', 'Paule');
    await contact(id, 'paule@example.fr', '+33639980044');
    await sql(`insert into engagement.survey_answer (id, person_id, survey, answered_on, score, comment, collected_on, origin) values (gen_random_uuid(), $1, 'satisfaction', '2026-02-01', 9, 'Very kind', '2026-02-01', 'person')`, id);
    await sql(`insert into recruitment.expert_profile (id, person_id, skills, collected_on, origin) values (gen_random_uuid(), $1, 'Turbines', '2026-01-05', 'import')`, id);
    await sql(`update people.person set search_key = 'portee paule' where id = $1`, id);
    const taken = await made(id, 'release', 'portability');
    const all = await made(id, 'release');
    expect(Object.keys(taken).sort()).toEqual(['contact-details.csv', 'data.html', 'data.json', 'data.pdf', 'person.csv']);
    expect(taken['person.csv']).toContain('Portée');
    const text = Object.values(taken).join('\n');
    // Of an expert the answer rests on a legitimate interest, the profile came from elsewhere, the search key is ours.
    expect(text).toContain('paule@example.fr');
    expect(text).not.toMatch(/Very kind|Turbines|portee paule/);
    expect(all['data.json']).toMatch(/paule@example\.fr[^]*Very kind/);
    expect(all['data.json']).toContain('portee paule');
  });

  it('is sealed where it lies, and runs no text of hers', async () => {
    const id = await person('<script>alert(1)</script>', 'Mar"ie');
    const files = await made(id, 'release');
    expect(files['data.html']).not.toContain('<script');
    expect(files['data.html']).toContain('&lt;script&gt;');
    const parts = await sql<{ sealed: Buffer }>('select sealed from packages.part');
    expect(parts.filter(({ sealed }) => /person|Zibeline|alert/.test(sealed.toString('latin1')))).toEqual([]);
    const [first, second] = await sql<{ id: string }>('select id::text as id from packages.part limit 2');
    await sql('update packages.part a set sealed = b.sealed from packages.part b where a.id = $1 and b.id = $2', first?.id, second?.id);
    const [moved] = await sql<{ id: string }>('select package_id::text as id from packages.part where id = $1', first?.id);
    await expect(filesIn(moved?.id ?? '')).rejects.toThrow('does not open');
  });

  it('of 50,000 rows is made in pieces', async () => {
    const id = await person('Nombreuse', 'Nora');
    await sql(`insert into access.usage_event (id, person_id, occurred_on, page, collected_on, origin) select gen_random_uuid(), $1, '2026-11-01', '/page-' || i, '2026-11-01', 'derived' from generate_series(1, 50000) i`, id);
    // Letters of two units at every place, so that some piece would end in the middle of one.
    await sql(`insert into engagement.survey_answer (id, person_id, survey, answered_on, score, comment, collected_on, origin) values (gen_random_uuid(), $1, 'satisfaction', '2026-02-01', 9, $2, '2026-02-01', 'derived')`, id, '😀'.repeat(90_000));
    const package1 = await begun(id);
    expect(await makePackage(desk(), package1)).toMatchObject({ records: 50_003 });
    const [pieces] = await sql<{ n: number; largest: number }>('select count(*)::int as n, max(length(sealed)) as largest from packages.part where package_id = $1', package1);
    expect(pieces?.n).toBeGreaterThan(50);
    expect(pieces?.largest).toBeLessThan(400_000);
    const { 'data.json': json = '' } = await filesIn(package1);
    expect(json.split('/page-').length - 1).toBe(50_000);
    expect(json).toContain('😀'.repeat(90_000));
  }, 180_000);
});
