import { randomUUID } from 'node:crypto';
import { AlreadyThereError, orGone } from '@oubli/people';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { allMigrations } from '../migrations';
import { domainRegistry } from '../registry';
import { upsertRecords, type Values } from '../records/records';

interface UniqueIndex {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly predicate: string | null;
}

/** Unique without regard to phase, and why no returning person meets it. */
const harmless: Readonly<Record<string, string>> = {
  console_session_token_sha256_key: 'a hash of 256 random bits',
  console_token_token_sha256_key: 'a hash of 256 random bits',
  notice_task_once: 'one person’s own tasks, seen while she is',
  return_task_once: 'one person’s own tasks, seen while she is',
  feed_task_once: 'one person’s own tasks, seen while she is',
  report_extract_part_extract_id_number_key: 'parts of one file, numbered by the house',
  part_package_id_file_number_key: 'parts of one file, numbered by the house',
  redaction_package_id_record_type_record_id_field_key: 'proposals of one package, made with it by the house',
  identity_proof_request_id_method_key: 'proofs of one request; a second of the same kind changes nothing',
  opendsr_request_request_id_key: 'one a request, made with it',
  opendsr_request_once: 'an id the other system drew; one that is used again is told so, also where the earlier file rests',
  request_notice_request_id_key: 'one notice a request, stored with it',
  request_contact_request_id_key: 'one contact a request, made with it',
  corrected_field_record_id_record_type_field_wrong_sha256_key: 'hashes of wrong values of one record, which is hers alone',
  recipient_task_rectification_id_recipient_id_key: 'tasks of one correction, opened with it by the house',
  recipient_task_once: 'tasks of one request, opened by the house',
  recipient_message_task_id_key: 'one message a task, made with it by the house',
  accuracy_task_open: 'one person’s own tasks, seen while she is; a second of the same kind changes nothing',
  deadline_alarm_request_id_due_legal_step_days_key: 'alarms of one request; one that was raised is not raised again',
  request_number_key: 'a number the house gives',
};

/** What each unique index is of, and the rest of a row that holds it. */
const cases: Readonly<Record<string, { readonly recordType: string; readonly own: Values; readonly more?: Values; readonly ofPerson?: true }>> = {
  account_login: { recordType: 'account', own: { login: 'anne' } },
  console_user_email: { recordType: 'user', own: { email: 'anne@example.org' }, more: { roles: '{recruiter}' } },
  invoice_number: { recordType: 'invoice', own: { number: 'F-1' }, more: { issuedOn: '2026-01-01', amountExcludingTax: 1, vat: 0, partyName: 'X', lines: '[]' } },
  credit_note_number: { recordType: 'credit-note', own: { number: 'A-1' }, more: { issuedOn: '2026-01-01', amountExcludingTax: 1, vat: 0, partyName: 'X', reason: 'x' } },
  bank_details_in_force: { recordType: 'bank-details', own: {}, ofPerson: true },
  consent_in_force: { recordType: 'consent', own: { purpose: 'campaigns', channel: 'sms' }, more: { textVersion: '1', means: 'form', givenOn: '2026-01-01' }, ofPerson: true },
  training_proof_once: { recordType: 'training-proof', own: { subject: 'Safety', trainedOn: '2026-01-01' }, ofPerson: true },
};

describe('a returning person', () => {
  let db: TestDatabase;
  let unique: UniqueIndex[];
  beforeAll(async () => {
    db = await cloneDatabase(allMigrations);
    unique = await db.owner.session.query<UniqueIndex>(
      `select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as "table", pg_get_expr(i.indpred, i.indrelid) as predicate,
         array(select pg_get_indexdef(i.indexrelid, n, true) from generate_series(1, i.indnkeyatts) n) as columns
       from pg_index i join pg_class c on c.oid = i.indrelid where i.indisunique and not i.indisprimary and c.relrowsecurity order by 1`);
  });
  afterAll(() => db.close());

  const bare = (index: UniqueIndex): string => index.name.split('.').at(-1) ?? '';

  it('meets only unique indexes that leave hidden rows out, or that hold nothing of hers', () => {
    expect(unique.length).toBeGreaterThan(5);
    const deaf = unique.filter((index) => !Object.hasOwn(harmless, bare(index)) && !(index.predicate ?? '').includes(`phase = 'active'`));
    expect(deaf).toEqual([]);
  });

  it('is tested with every one of them', () => {
    expect(unique.map(bare).filter((name) => !Object.hasOwn(harmless, name)).sort()).toEqual(Object.keys(cases).sort());
  });

  const person = async (phase = 'active'): Promise<string> => {
    const id = randomUUID();
    await db.owner.session.query(`insert into people.person (id, last_name, collected_on, origin, phase) values ($1, 'Durand', '2020-01-01', 'person', $2)`, [id, phase]);
    return id;
  };
  const insert = async (session: TestDatabase['app']['session'], recordType: string, personId: string, values: Values, phase: string): Promise<void> => {
    const { table } = domainRegistry.root(recordType);
    const full: Values = { ...values, id: randomUUID(), personId, collectedOn: '2026-01-01', origin: 'person', phase };
    const names = Object.keys(full).map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
    await session.query(`insert into ${table} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`, Object.values(full));
  };

  it.each(Object.entries(cases).flatMap(([name, one]) => (['archived', 'treated'] as const).map((phase) => [name, phase, one] as const)))(
    '%s: an %s row of the same value is in nobody’s way', async (_name, phase, { recordType, own, more, ofPerson }) => {
      const before = await person();
      await insert(db.owner.session, recordType, before, { ...own, ...more }, phase);
      const again = ofPerson ? before : await person();
      await insert(db.app.session, recordType, again, { ...own, ...more }, 'active');
      await expect(insert(db.app.session, recordType, again, { ...own, ...more }, 'active')).rejects.toMatchObject({ code: '23505' });
      await db.owner.session.query(`delete from ${domainRegistry.root(recordType).table}`);
    });

  it('is somebody new to a source that knew her, and a record of her tombstone is gone, never an error', async () => {
    const bringer = { source: 'extranet', origin: 'person', purposes: ['recruitment', 'assignments', 'campaigns', 'access-management', 'training'], key: Buffer.alloc(32, 1), listKeys: { list: () => Buffer.alloc(32, 2), fields: () => { throw new Error('not asked'); } } } as const;
    const [first] = await upsertRecords(db.app, 'person', [{ sourceId: 'anne', values: { lastName: 'Durand', firstName: 'Anne' } }], bringer, false);
    const id = first?.id ?? '';
    for (const phase of ['archived', 'treated']) {
      await db.owner.session.query('update people.person set phase = $2 where id = $1', [id, phase]);
      for (const [recordType, values] of [['contact-details', { city: 'Lyon' }], ['consent', { purpose: 'campaigns', channel: 'sms', textVersion: '1', means: 'form' }], ['account-session', {}]] as const) {
        const [result] = await upsertRecords(db.app, recordType, [{ sourceId: `${recordType} of ${phase}`, values: { personId: id, ...values } }], bringer, false);
        expect([recordType, result?.result]).toEqual([recordType, result?.errors.length === 0 ? 'gone' : 'refused']);
      }
      expect(await upsertRecords(db.app, 'person', [{ sourceId: 'anne', values: { lastName: 'Durand' } }], bringer, false)).toMatchObject([{ result: 'gone', code: 'gone', errors: [] }]);
      expect(await upsertRecords(db.app, 'person', [{ sourceId: `anne, back from ${phase}`, values: { lastName: 'Durand', firstName: 'Anne' } }], bringer, false)).toMatchObject([{ result: 'created' }]);
    }
  });

  it('is told the same of a login that a restricted account has as of one that anybody sees', async () => {
    const [seen, restricted, again] = [await person(), await person(), await person()];
    await insert(db.owner.session, 'account', seen, { login: 'seen' }, 'active');
    await insert(db.owner.session, 'account', restricted, { login: 'restricted' }, 'active');
    await db.owner.session.query(`insert into retention.restriction (person_id, review_on) values ($1, (calendar.paris_date(now()) + interval '3 months')::date)`, [restricted]);
    expect(await db.app.session.query('select login from access.account')).toEqual([{ login: 'seen' }]);
    const answer = (login: string): Promise<string> => orGone('account', insert(db.app.session, 'account', again, { login }, 'active')).then(() => 'opened', (error: unknown) => (error instanceof AlreadyThereError ? error.message : 'a fault'));
    expect([await answer('seen'), await answer('restricted'), await answer('free')]).toEqual(['account is there already; nothing was changed.', 'account is there already; nothing was changed.', 'opened']);
  });
});
