import { targetRank, type Trace, type VersionTrace } from '@oubli/retention';
import { table } from './io';

/** `P1Y6M` as `1 year and 6 months`. */
export function periodWords(period: string): string {
  const [, ...numbers] = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(period) ?? [];
  const parts = ['year', 'month', 'day'].flatMap((unit, i) => {
    const number = Number(numbers[i] ?? 0);
    return number === 0 ? [] : [`${number} ${unit}${number === 1 ? '' : 's'}`];
  });
  return parts.join(' and ');
}

/** `assignmentEnd` as `assignment end`. */
const words = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('-', ' ');

/** `end-of-fiscal-year of issued, or later paid` in words. */
const startWords = (start: string): string => start.split(', or later ').map(words).join(', or, if later, ');

/** The keepers that are no floor: why a person's row stays. */
const keeperWords: Readonly<Record<string, string>> = {
  'claimed-active': 'records in use that have to know who this is', claimed: 'records that have to know who this is', referenced: 'records that refer to this person',
};

const untilWords = (day: string): string => (day === 'infinity' ? 'has not begun to count: the start event has not happened, or its day is not known yet' : `until ${day} inclusive`);

function versionLine(v: VersionTrace): string {
  const name = `Policy ${v.policy}, version ${v.version} (${v.role === 'shortens' ? 'which shortens it' : v.role}; ${v.publication})`;
  const law = `${v.legalReference}${v.confidence === 'S' ? '' : ' (to be confirmed by counsel)'}`;
  if (!v.matches) return `${name} does not apply to this record. ${law}`;
  const start = startWords(v.startEvent);
  if (v.until === 'infinity' && v.activeUntil === 'infinity') return `${name}: ${periodWords(v.wholePeriod)} from ${start}; this ${untilWords('infinity')}. ${law}`;
  const active = v.activePeriod === v.wholePeriod ? '' : `in use for ${periodWords(v.activePeriod)} from ${start}, ${untilWords(v.activeUntil)}; `;
  return `${name}: ${active}kept for ${periodWords(v.wholePeriod)}${active === '' ? ` from ${start}` : ' in all'}, ${untilWords(v.until)}. ${law}`;
}

/** What happens to the record today, in a sentence. A record never goes back to an earlier phase, whatever its clocks say. */
function today(trace: Trace): string {
  if (trace.held) return 'is protected by a hold and stays';
  if (trace.restriction === 'EXPIRED_FROZEN') return `is EXPIRED_FROZEN: its period ended, and it is restricted (Art. 18 GDPR), so that not even its end may be carried out`;
  if (trace.restriction === 'restricted') return 'is restricted (Art. 18 GDPR) and stays';
  if (targetRank[trace.target] <= targetRank[trace.phase]) return trace.dueOn !== null && trace.dueOn > trace.asOf ? `stays; it falls due on ${trace.dueOn}` : 'stays';
  return `${trace.target === 'deleted' ? 'is to be deleted' : `is to be ${trace.target}`}, since ${trace.dueOn ?? 'today'}`;
}

/** Why a record is still here, as the command line prints it. */
export function whyText(trace: Trace): string {
  const collected = trace.collectedOn === null ? 'it is not known when it was collected' : `collected on ${trace.collectedOn}`;
  const keeping = trace.keepers.filter((keeper) => keeper.alive).map((keeper) => {
    const who = keeperWords[keeper.code] ?? `the statutory period ${keeper.code}`;
    const until = keeper.until === null ? '' : keeper.until === 'infinity' ? ', whose start event has not happened or is not known yet' : ` until ${keeper.until} inclusive`;
    return `Kept by ${who}${until}${keeper.legalReference === null ? '' : ` (${keeper.legalReference})`}.`;
  });
  return [
    `${trace.record} is ${trace.phase}; ${collected}. On ${trace.asOf} it ${today(trace)}.`, '', ...trace.versions.map(versionLine), ...keeping, '',
    table(['column', 'today', 'treatment', 'because'], trace.fields.map((f) => [f.column, f.today, f.treatment, f.because.replaceAll(' until infinity', ', not begun yet').replace(/\b(claimed-active|claimed|referenced)\b/g, (code) => keeperWords[code] ?? code)])),
  ].join('\n');
}
