import { installSchedule, readDraft, recordDeclarations, RetentionError, versionProblems } from '@oubli/retention';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { allMigrations } from './migrations';
import { domainRegistry } from './registry';
import { shippedSchedule } from './schedule';

/** The draft every mistake is made in: right as it stands. */
const right = {
  policy: 'application', legalReference: 'Art. 5(1)(e) GDPR', confidence: 'I',
  body: {
    condition: { column: 'stage', is: 'equal', value: 'rejected' }, startEvent: [{ clock: 'decision' }],
    active: { period: 'P2Y', sorting: { columns: { motivation: { kind: 'erase' } }, children: {} } }, archived: { period: 'P5Y' }, end: 'delete',
  },
};
type Json = Record<string, unknown>;
const body = (change: Json): Json => ({ ...right, body: { ...right.body, ...change } });
const active = (change: Json): Json => body({ active: { ...right.body.active, ...change } });
const sorted = (column: string, treatment: unknown): Json => active({ sorting: { columns: { [column]: treatment }, children: {} } });
const when = (condition: unknown): Json => body({ condition });
const without = (name: string): Json => Object.fromEntries(Object.entries(right).filter(([key]) => key !== name));
const bodyWithout = (name: string): Json => ({ ...right, body: Object.fromEntries(Object.entries(right.body).filter(([key]) => key !== name)) });

const mistakes: readonly (readonly [string, unknown, RegExp])[] = [
  // The document
  ['nothing', '', /not JSON/], ['half a document', '{', /not JSON/], ['a text', '"x"', /the draft/], ['null', 'null', /the draft/], ['a list', '[]', /the draft/], ['an empty object', '{}', /policy/], ['a number', '7', /the draft/],
  ['NaN', '{"policy": NaN}', /not JSON/], ['Infinity', '{"policy": Infinity}', /not JSON/], ['a comment', '// x\n{}', /not JSON/], ['a second document', `${JSON.stringify(right)}{}`, /not JSON/],
  ...['policy', 'legalReference', 'confidence', 'body'].map((name): readonly [string, unknown, RegExp] => [`no ${name}`, without(name), new RegExp(name)]),
  ['an unknown field', { ...right, note: 'x' }, /note/], ['an unknown policy', { ...right, policy: 'shoe' }, /There is no policy "shoe"/], ['a policy of another case', { ...right, policy: 'Application' }, /There is no policy/],
  ['a policy that is null', { ...right, policy: null }, /policy/], ['a policy without name', { ...right, policy: '' }, /policy/], ['a blank reference', { ...right, legalReference: '  ' }, /names no text of law/],
  ['a reference that is null', { ...right, legalReference: null }, /legalReference/], ['an unknown confidence', { ...right, confidence: 'X' }, /confidence/], ['confidence as a number', { ...right, confidence: 1 }, /confidence/],
  // The body
  ...['startEvent', 'active', 'end'].map((name): readonly [string, unknown, RegExp] => [`a body without ${name}`, bodyWithout(name), new RegExp(name)]),
  ['a body that is null', { ...right, body: null }, /body/], ['a body that is a list', { ...right, body: [] }, /body/], ['an unknown part', body({ phases: [] }), /phases/], ['another end', body({ end: 'archive' }), /must be "delete"/],
  ['an end in pseudonyms', body({ end: 'pseudonymise' }), /must be "delete"/], ['an end that is null', body({ end: null }), /must be "delete"/], ['an end that is a list', body({ end: ['delete'] }), /end/],
  // Periods
  ...['', '0', 'P0D', 'P0Y', 'P', 'PT', 'P-1Y', '-P1Y', 'P1.5Y', 'P1Y2', '5Y', '5', 'P5', 'P5W', 'PT5H', 'P1D1Y', 'p5y', ' P5Y', 'P5Y ', 'five years', 'P1e3D', 'P99999Y', 'P٥Y', 'NaN', 'null', 'Infinity']
    .map((period): readonly [string, unknown, RegExp] => [`the period ${JSON.stringify(period)}`, active({ period }), /active\.period .*is not a period/]),
  ...[0, 5, -1, null, true, [], {}, ['P5Y']].map((period): readonly [string, unknown, RegExp] => [`the period ${JSON.stringify(period)} that is no text`, active({ period }), /active\.period/]),
  ['years for days', active({ period: 'P365Y' }), /longer than a hundred years/], ['years for days at the end', body({ archived: { period: 'P730Y' } }), /archived\.period: is longer than a hundred years/],
  ['months for days', active({ period: 'P1825M' }), /longer than a hundred years/], ['an archive that ends before it begins', body({ archived: { period: 'P1Y' } }), /must be longer than active\.period/],
  ['an archive of no length', body({ archived: { period: 'P2Y' } }), /must be longer than active\.period/], ['the same length in other words', body({ archived: { period: 'P24M' } }), /must be longer than active\.period/],
  ['an archive that is null', body({ archived: null }), /archived/], ['an archive that is a text', body({ archived: 'P5Y' }), /archived/], ['an archive without period', body({ archived: {} }), /archived\.period/],
  ['sorting without an archive', bodyWithout('archived'), /has no effect without an archived phase/],
  // Start events
  ['no clock', body({ startEvent: [] }), /startEvent/], ['a clock that is a text', body({ startEvent: 'decision' }), /startEvent/], ['an unknown clock', body({ startEvent: [{ clock: 'retirement' }] }), /retirement/],
  ['a clock of another type', body({ startEvent: [{ clock: 'booked' }] }), /booked/], ['a column for a clock', body({ startEvent: [{ clock: 'decided_on' }] }), /decided_on/], ['a clock without name', body({ startEvent: [{ clock: '' }] }), /startEvent/],
  ['a clock that is null', body({ startEvent: [null] }), /startEvent/], ['an unknown anchor', body({ startEvent: [{ clock: 'decision', anchor: 'end-of-month' }] }), /anchor/], ['an inherited clock', body({ startEvent: [{ clock: 'constructor' }] }), /constructor/],
  ['an unknown clock of the active phase', active({ startEvent: [{ clock: 'x' }] }), /"?x/], ['an unknown clock of the archive', body({ archived: { period: 'P5Y', startEvent: [{ clock: 'x' }] } }), /"?x/],
  // Conditions
  ['an empty condition', when({}), /condition/], ['a condition that is null', when(null), /condition/], ['a condition that is a text', when('stage = rejected'), /condition/], ['a condition in SQL', when({ sql: 'true' }), /condition/],
  ['an unknown column', when({ column: 'shoe_size', is: 'not-null' }), /no declared column "shoe_size"/], ['a column in the database’s words', when({ column: 'decided_on', is: 'not-null' }), /no declared column "decided_on"/],
  ['a column with SQL in it', when({ column: 'stage; drop table x', is: 'null' }), /no declared column/], ['an inherited column', when({ column: '__proto__', is: 'null' }), /no declared column|condition/], ['an unknown operator', when({ column: 'stage', is: 'like', value: 'r%' }), /condition/],
  ['an operator without value', when({ column: 'stage', is: 'equal' }), /condition/], ['a value that is null', when({ column: 'stage', is: 'equal', value: null }), /condition/], ['a value that is a list', when({ column: 'stage', is: 'equal', value: ['rejected'] }), /condition/],
  ['none of several', when({ column: 'stage', is: 'one-of', values: [] }), /condition/], ['all of nothing', when({ all: [] }), /condition/], ['any of nothing', when({ any: [] }), /condition/], ['not nothing', when({ not: {} }), /condition/],
  ['a value the column never has', when({ column: 'stage', is: 'equal', value: 'rejectd' }), /stage never has a value/], ['one such value of several', when({ column: 'stage', is: 'one-of', values: ['rejected', 'Retained'] }), /stage never has a value/],
  ['a number for a text', when({ column: 'stage', is: 'equal', value: 7 }), /stage is text, and is compared with a number/], ['a text for a truth', when({ column: 'poolConsent', is: 'equal', value: 'yes' }), /poolConsent is .*compared with/],
  ['a text for a day', when({ column: 'decidedOn', is: 'less-than', value: 'yesterday-ish' }), /decidedOn is date, and is compared with something else/], ['a day that does not exist', when({ column: 'decidedOn', is: 'less-than', value: '2026-02-30' }), /decidedOn is date/],
  ['a truth for a day', when({ column: 'decidedOn', is: 'equal', value: true }), /decidedOn is date, and is compared with a boolean/], ['a column of another type', when({ column: 'bookedOn', is: 'not-null' }), /no declared column/],
  ['a column that is never null', when({ column: 'stage', is: 'not-null' }), /holds for every record/], ['a column or not', when({ any: [{ column: 'decidedOn', is: 'null' }, { column: 'decidedOn', is: 'not-null' }] }), /holds for every record/],
  ['a state or not', when({ any: [{ column: 'stage', is: 'equal', value: 'rejected' }, { column: 'stage', is: 'not-equal', value: 'rejected' }] }), /holds for every record/],
  ['not an impossible thing', when({ not: { column: 'stage', is: 'null' } }), /holds for every record/], ['a state and another', when({ all: [{ column: 'stage', is: 'equal', value: 'rejected' }, { column: 'stage', is: 'equal', value: 'retained' }] }), /holds for no record/],
  // Treatments
  ['an unknown column to sort', sorted('shoeSize', { kind: 'erase' }), /no declared column "shoeSize"/], ['a treatment that is null', sorted('motivation', null), /motivation/], ['a treatment that is a text', sorted('motivation', 'erase'), /motivation/],
  ['an unknown treatment', sorted('motivation', { kind: 'anonymise' }), /motivation/], ['a treatment without kind', sorted('motivation', {}), /motivation/], ['a constant of another type', sorted('motivation', { kind: 'erase', constant: 7 }), /not of type text/],
  ['erasing the state', sorted('stage', { kind: 'erase' }), /may not be null/], ['an impossible state', sorted('stage', { kind: 'erase', constant: 'gone' }), /cannot be erased/], ['erasing the phase', sorted('phase', { kind: 'erase', constant: 'x' }), /carries the record itself/],
  ['erasing the person', sorted('personId', { kind: 'erase' }), /carries the record itself/], ['erasing the day of collection', sorted('collectedOn', { kind: 'erase' }), /carries the record itself/], ['faking a day', sorted('appliedOn', { kind: 'fake', dictionary: 'city' }), /the words are text/],
  ['an unknown dictionary', sorted('motivation', { kind: 'fake', dictionary: 'pets' }), /motivation/], ['a day to its hour', sorted('appliedOn', { kind: 'generalise', to: 'hour' }), /appliedOn/], ['a text to its year', sorted('motivation', { kind: 'generalise', to: 'year' }), /only dates and years/],
  ['a band of no width', sorted('appliedOn', { kind: 'band', width: 0 }), /appliedOn/], ['a band of negative width', sorted('appliedOn', { kind: 'band', width: -10 }), /appliedOn/], ['a band without room', sorted('appliedOn', { kind: 'band', width: 10, top: 5, bottom: 3 }), /no band between/],
  ['a band of a text', sorted('motivation', { kind: 'band', width: 10 }), /only numbers and dates/], ['parts of a text', sorted('motivation', { kind: 'json', parts: [{ path: ['a'] }] }), /only JSON has parts/], ['parts of nothing', sorted('motivation', { kind: 'json', parts: [] }), /motivation/],
  ['a part without path', sorted('motivation', { kind: 'json', parts: [{ path: [] }] }), /motivation/], ['a token in a form of its own', sorted('motivation', { kind: 'pseudonym', form: 'iban' }), /motivation/], ['a token for a file', sorted('cv', { kind: 'pseudonym', form: 'text' }), /leaves with the file, never in part/],
  ['a fake for the name of a file', sorted('cvName', { kind: 'fake', dictionary: 'last-name' }), /leaves with the file, never in part/], ['an unknown child', active({ sorting: { columns: {}, children: { shoe: 'delete' } } }), /has no such child/],
  ['a child of another record', active({ sorting: { columns: {}, children: { receipt: 'delete' } } }), /has no such child/], ['a child that is archived', active({ sorting: { columns: {}, children: { 'cv-file': 'archive' } } }), /children/],
];

describe('mistaken policies', () => {
  let db: TestDatabase;
  let before: string;
  const state = async (): Promise<string> => {
    const [row] = await db.owner.session.query<{ digest: string }>(
      `select md5(string_agg(t::text, '|' order by t::text)) as digest from (select to_jsonb(p) as t from retention.policy p union all select to_jsonb(v) from retention.policy_version v union all select to_jsonb(b) from retention.publication b) x`);
    return row?.digest ?? '';
  };
  beforeAll(async () => {
    db = await cloneDatabase(allMigrations);
    await recordDeclarations(db.engine.session, domainRegistry);
    await installSchedule(db.owner.session, domainRegistry, shippedSchedule);
    before = await state();
  });
  afterAll(() => db.close());

  const problemsOf = async (draft: unknown): Promise<string[]> => {
    try {
      return await versionProblems(db.engine.session, domainRegistry, readDraft(typeof draft === 'string' ? draft : JSON.stringify(draft)));
    } catch (error) {
      if (error instanceof RetentionError && error.code === 'version-refused') return [error.message];
      throw error;
    }
  };

  it('are made in a draft that is right', async () => expect(await problemsOf(right)).toEqual([]));

  it('are many', () => expect(mistakes.length).toBeGreaterThanOrEqual(130));

  it.each(mistakes)('%s: one line that names the place, and nothing changed', async (_name, draft, message) => {
    const problems = await problemsOf(draft);
    expect(problems.join(' ')).toMatch(message);
    expect(problems.join(' ')).not.toMatch(/\n|\bat .*:\d+:\d+/);
    expect(await state()).toBe(before);
  });
});
