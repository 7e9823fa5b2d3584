import { snakeCase } from '@oubli/personal-data';
import { RetentionError } from '@oubli/retention';
import { moveRequest, RightsError } from '@oubli/rights';
import { beginPackage, decideRedactions, type Desk, filesOf, makePackage, PackageWaitsError, proposalsOf, readPackage } from '../../package/packages';
import { fieldKeys, offset, officer, type Races, roots, type Tally, threeAtATime } from './races';

/** A package of everything while everything goes: each record in it is as it was or as it is, and none half. */
export async function packages(races: Races, times: number): Promise<Tally> {
  const desk: Desk = { engine: races.db.engine, fieldKeys: () => fieldKeys };
  const prepared = await races.prepare(times);
  let turn = 0;
  const made = await threeAtATime(prepared, async ({ person, before, erase }) => {
    // In turn: the erasure begins with the package, or when its files are about to be made.
    const from: Step = turn++ % 2 === 0 ? 'begin' : 'make';
    let erased: Promise<void> | undefined;
    const id = await madePackage(desk, person, (step) => { if (step === from) erased ??= offset(races.chance() * 60).then(erase); });
    await erased;
    return { person, before, told: await toldIn(desk, id) };
  });
  const runId = prepared[0]?.runId ?? '';
  await races.work(runId);
  const tally: Tally = { wrong: await races.unaccounted(runId), writerFirst: made.filter(({ before, told }) => told.length >= before.size).length };
  for (const { person, before, told } of made) {
    const after = await races.stateOf(person);
    const states = [before, after];
    tally.wrong.push(...told.filter(({ record, fields }) => before.has(record) && !states.some((state) => isToldBy(state.get(record)?.row, fields))).map(({ record }) => `told neither as it was nor as it is: ${record}`));
    // Her own row goes last, after every race.
    tally.wrong.push(...[...after.keys()].filter((place) => !told.some(({ record }) => record === place)).map((place) => `there and not told: ${place}`), ...(await races.contradictions(before, after)));
  }
  return tally;
}

type Step = 'begin' | 'make';
async function madePackage(desk: Desk, person: string, reached: (step: Step) => void): Promise<string> {
  const { engine } = desk;
  reached('begin');
  const id = (await beginPackage(desk, person, 'access', 'fr')) ?? '';
  for (let tries = 0; tries < 5; tries += 1) {
    const made = await readPackage(engine.session, id);
    const waiting = made ? (await proposalsOf(desk, made)).filter(({ decision }) => decision === null) : [];
    if (waiting.length > 0) await decideRedactions(desk, id, waiting.map((p) => ({ id: p.id, decision: 'release' })));
    reached('make');
    try {
      await makePackage(desk, id);
      return id;
    } catch (error) {
      if (!(error instanceof PackageWaitsError)) throw error;
    }
  }
  return id;
}

interface Told {
  readonly record: string;
  readonly fields: readonly { readonly name: string; readonly value: unknown; readonly encoding?: string }[];
}
async function toldIn(desk: Desk, id: string): Promise<readonly Told[]> {
  for await (const { name, chunks } of filesOf(desk, id)) {
    if (name !== 'data.json') continue;
    const pieces: Buffer[] = [];
    for await (const chunk of chunks) pieces.push(chunk);
    return (JSON.parse(Buffer.concat(pieces).toString('utf8')) as { records: readonly Told[] }).records.filter(({ record }) => roots.some((root) => record.startsWith(`${root.recordType}/`)));
  }
  return [];
}
/** Values that the package shows as the database holds them: not files, hashes, secrets and what is sealed. */
const isToldBy = (row: Readonly<Record<string, unknown>> | undefined, fields: Told['fields']): boolean =>
  row !== undefined && fields.every(({ name, value }) => {
    const held = row[snakeCase(name)];
    return held === undefined || (typeof held === 'string' && (held.startsWith('\\x') || held.startsWith('$argon2'))) || JSON.stringify(held) === JSON.stringify(value);
  });

/** Two clicks on "carry out", and somebody who takes the request back or opens the decision anew: one of them wins, and the timeline says who. */
export async function decisions(races: Races, times: number): Promise<Tally> {
  const raced = await threeAtATime(Array.from({ length: times }, () => races.next()), (person) => decision(races, person));
  return { wrong: raced.flatMap(({ wrong }) => wrong), writerFirst: raced.filter(({ backFirst }) => backFirst).length };
}

async function decision(races: Races, person: string): Promise<{ wrong: string[]; backFirst: boolean }> {
  const { request, accept } = await races.decided(person);
  const other = races.chance() < 0.5 ? ('withdraw' as const) : ('reopen' as const);
  const won: string[] = [];
  let runId = '';
  const click = async (): Promise<void> => {
    await offset(races.chance() * 30);
    ({ runId } = await races.start(request.id, accept));
    won.push('carrying-out');
  };
  const at = races.chance();
  const back = async (): Promise<void> => {
    await offset(at * at * 60);
    await races.db.app.transaction((s) => moveRequest(s, request.id, other, officer));
    won.push(other === 'withdraw' ? 'withdrawn' : 'reopened');
  };
  // `plan-moved`: somebody who is named in a record of hers was served meanwhile; nothing was changed then.
  const lost = (await Promise.allSettled([click(), click(), back()])).flatMap((r) => (r.status === 'rejected' ? [r.reason as unknown] : []));
  if (runId !== '') await races.work(runId);
  const events = (await races.sql<{ kind: string }>(`select kind from rights.request_event where request_id = $1 and kind in ('carrying-out', 'withdrawn', 'reopened')`, request.id)).map((e) => e.kind);
  const [wishes] = await races.sql<{ n: number; runs: number }>(`select count(*)::int as n, (select count(*)::int from retention.run r join retention.erasure_wish w on w.id = r.wish where w.person_id = $1) as runs from retention.erasure_wish where person_id = $1`, person);
  const carried = won.includes('carrying-out') ? 1 : 0;
  const wrong = [
    ...(won.length === 1 ? [] : [`${won.length} moves won: ${won.join(', ')}`]), ...(JSON.stringify(events) === JSON.stringify(won) ? [] : [`the timeline says ${events.join(', ')}`]),
    ...(wishes?.n === carried && wishes.runs === carried ? [] : [`${wishes?.n} wishes and ${wishes?.runs} runs`]), ...lost.filter((error) => !(error instanceof RightsError && error.code === 'wrong-state') && !(error instanceof RetentionError && error.code === 'plan-moved')).map(String),
  ];
  return { wrong, backFirst: carried === 0 };
}
