import { readCheckpoints } from '@oubli/ledger';
import { doNotRecreateKeyFile, fieldKeyFile, hasDoNotRecreateKey, hasFieldKeys, type Instance, loadOpenDsrSigner, missingKeys, type Settings } from '@oubli/config';
import { knownGaps, readStorageLocations, residencyProblems, storesOf } from '@oubli/domains';
import { readOutboxFigures } from '@oubli/outbox';
import { frozenOf, gateState, listQuarantine, listWaiting, openAlarms, readFigures, readPulse, undeclaredColumns } from '@oubli/retention';
import { countRequests, readCallbackFigures } from '@oubli/rights';
import type { Runtime } from './runtime';

export interface Check {
  readonly what: string;
  readonly state: 'ok' | 'note' | 'WRONG';
  readonly finding: string;
}

export const isHealthy = (checks: readonly Check[]): boolean => checks.every((c) => c.state !== 'WRONG');

const ok = (what: string, finding: string): Check => ({ what, state: 'ok', finding });
const note = (what: string, finding: string): Check => ({ what, state: 'note', finding });
const wrong = (what: string, finding: string): Check => ({ what, state: 'WRONG', finding });

const clocksMissing = `select count(*)::int as n from people.contact_details r where r.phase in ('active', 'archived')
  and not exists (select 1 from people.person_clock k where k.person_id = r.person_id)`;

/** Looks at everything an operator would; no personal value in any finding. */
export async function examine(runtime: Runtime): Promise<Check[]> {
  const { engine, app } = runtime.logins;
  const session = engine.session;
  const checks: Check[] = [];
  const [server] = await session.query<{ version: string; checksums: string }>(`select current_setting('server_version') as version, current_setting('data_checksums') as checksums`);
  checks.push(ok('database', `PostgreSQL ${server?.version ?? ''}, checksums ${server?.checksums ?? ''}`));
  const blocked = await undeclaredColumns(session, runtime.context.registry, runtime.context.registry.roots.map((r) => r.recordType));
  checks.push(blocked.length === 0 ? ok('declarations', 'every column is declared') : wrong('declarations', `nobody declared ${blocked.flatMap((b) => b.columns).join(', ')}: these tables are left alone`));
  const [alive] = await session.query<{ n: number }>(`select count(*)::int as n from retention.worker where seen_at > now() - interval '15 seconds'`);
  checks.push((alive?.n ?? 0) > 0 ? ok('worker', `${alive?.n} alive`) : wrong('worker', 'none is alive: npm start, or start one'));
  checks.push(runtime.instance.redisUrl === null ? note('queue', 'no Redis: the sweeper finds the work') : ok('queue', 'Redis rings the bell'));
  const gate = await gateState(app);
  checks.push(gate.stopped ? wrong('kill switch', 'is on: nothing is treated until "oubli go"') : ok('kill switch', 'off'));
  if (gate.suspended.length > 0) checks.push(note('suspended policies', gate.suspended.join(', ')));
  checks.push(...(await ledgerChecks(runtime)));
  const missing = [...missingKeys(runtime.instance.keysFolder), ...(hasFieldKeys(runtime.instance.keysFolder) ? [] : [fieldKeyFile]), ...(hasDoNotRecreateKey(runtime.instance.keysFolder) ? [] : [doNotRecreateKeyFile])];
  checks.push(missing.length === 0 ? ok('keys', 'all key files are there') : wrong('keys', `${missing.join(', ')} is missing: docs/operations.md says what still works`));
  const alarms = await openAlarms(session);
  checks.push(alarms.length === 0 ? ok('integrity', 'no stored file or issued document is known to be damaged') : wrong('integrity', `${alarms.length} stored files or issued documents do not match their hash: oubli integrity list`));
  const { restrictions, restrictionsOverdue, nextReviewOn } = await readPulse(session);
  const frozen = frozenOf(await readFigures(session));
  if (restrictions > 0) {
    const finding = `${restrictions} in force, ${frozen} records EXPIRED_FROZEN, ${restrictionsOverdue} past their review${nextReviewOn === null ? '' : `, next on ${nextReviewOn}`}`;
    checks.push(restrictionsOverdue > 0 ? wrong('restrictions', `${finding}: oubli restriction list`) : note('restrictions', finding));
  }
  const set = await listQuarantine(session);
  if (set.length > 0) checks.push(set.some((q) => q.overdue) ? wrong('quarantine', `${set.length} records, some for more than a day`) : note('quarantine', `${set.length} records`));
  for (const w of await listWaiting(engine)) checks.push(note('waiting policy', `${w.policy}: ${w.limitReached}; accept with --accept ${w.digest}`));
  const [lost] = await session.query<{ n: number }>(clocksMissing);
  checks.push(lost?.n === 0 ? ok('clocks', 'every open record has its clocks') : wrong('clocks', `${lost?.n ?? 0} open records have lost their clocks`));
  const [year] = await session.query<{ covered: boolean }>('select calendar.end_of_fiscal_year(calendar.paris_date(now())) is not null as covered');
  checks.push(year?.covered ? ok('fiscal years', 'today is inside one') : note('fiscal years', 'today is in none: periods that count from closing dates do not start'));
  checks.push(note('not governed', knownGaps.map((g) => g.recordType).join(', ')));
  return checks;
}

/** Whether messages leave, and what did not. */
export async function mailCheck(mail: Settings['mail'], { logins }: Runtime): Promise<Check> {
  const { waiting, refused } = await readOutboxFigures(logins.engine.session);
  if (mail === null) return note('mail', `no mail server is named in OUBLI_SMTP_URL: ${waiting} messages wait`);
  return refused > 0 ? note('mail', `${refused} messages were refused, ${waiting} wait: look at Messages in the console`) : ok('mail', `${waiting} messages wait`);
}

/** Whether other systems hear how the requests they handed over stand. */
export async function callbacksCheck({ logins, instance }: Runtime): Promise<Check> {
  const { waiting, givenUp } = await readCallbackFigures(logins.engine.session);
  if (loadOpenDsrSigner(instance.keysFolder) === null) return note('opendsr', `opendsr.key or opendsr.crt is missing: ${waiting} callbacks wait; oubli migrate makes them`);
  return givenUp > 0 ? note('opendsr', `${givenUp} callbacks were given up after a month, ${waiting} wait`) : ok('opendsr', `${waiting} callbacks wait`);
}

/** Whether answers to persons are late, or soon would be. */
export async function requestsCheck({ alarmDays }: Pick<Settings, 'alarmDays'>, { logins }: Runtime): Promise<Check> {
  const days = Math.max(...alarmDays);
  const { open, soon, late } = await countRequests(logins.engine.session, days);
  if (late > 0) return note('requests', `${late} of ${open} are late (Art. 12(3) GDPR): oubli requests --late`);
  return soon > 0 ? note('requests', `${soon} of ${open} are due within ${days} days`) : ok('requests', `${open} open, none due within ${days} days`);
}

/** Where the stores stand, against the promise of the privacy policy (R11). */
export function residencyCheck(storage: Settings['storage'], { redisUrl }: Instance): Check {
  try {
    const locations = readStorageLocations(storage.file);
    const problems = residencyProblems(locations, storesOf(redisUrl), storage.allowed);
    return problems.length === 0 ? ok('residency', `${locations.length} stores, all where they may stand`) : wrong('residency', problems.join('; '));
  } catch (error) {
    return wrong('residency', error instanceof Error ? error.message : 'cannot be read');
  }
}

async function ledgerChecks({ logins, instance }: Runtime): Promise<Check[]> {
  const [head] = await logins.engine.session.query<{ seq: number }>('select seq from ledger.head');
  const newest = readCheckpoints(instance.checkpointFile).at(-1);
  const seq = head?.seq ?? 0;
  if (newest && newest.seq > seq) return [wrong('ledger', `ends at batch ${seq} and a checkpoint names ${newest.seq}: it was cut`)];
  return [seq > (newest?.seq ?? 0) ? note('ledger', `${seq - (newest?.seq ?? 0)} batches since the last checkpoint`) : ok('ledger', `${seq} batches, checkpoint up to date`)];
}
