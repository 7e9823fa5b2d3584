import { sqlMigration } from '@oubli/database';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { actionAllowedFrom, calendarSql, cutoff, isOver, lastDayKept, parsePeriod } from '.';
import { periods } from './testing/calendar-cases';

const dayLength = 86_400_000;
const first = Date.UTC(1990, 0, 1);
const dates = Array.from({ length: (Date.UTC(2041, 0, 1) - first) / dayLength }, (_, n) => new Date(first + n * dayLength).toISOString().slice(0, 10));

/** Days of a month by the rule of the Gregorian calendar, so that no date library judges itself. */
const monthLength = (year: number, month: number): number => {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] ?? 0;
};

/** Clock plus period with integers only: months, clamped, then days one by one. */
function independentLastDay(clock: string, period: string): string {
  const { years, months, days } = parsePeriod(period);
  const [y = 0, m = 0, d = 0] = clock.split('-').map(Number);
  const total = y * 12 + (m - 1) + years * 12 + months;
  let [year, month] = [Math.floor(total / 12), total % 12];
  let day = Math.min(d, monthLength(year, month));
  for (let left = days; left > 0; left -= 1) {
    day += 1;
    if (day > monthLength(year, month)) [day, month] = [1, month + 1];
    if (month > 11) [month, year] = [0, year + 1];
  }
  return `${year}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

describe('every date 1990..2040 and each of 11 periods', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await cloneDatabase([sqlMigration(1764000100000, 'Calendar', calendarSql)]);
  });
  afterAll(() => db.close());

  const inSql = (zone: string, period: string): Promise<{ until: string; over: boolean }[]> =>
    db.engine.transaction(async (session) => {
      await session.query(`select set_config('TimeZone', $1, true)`, [zone]);
      return session.query(
        `select calendar.last_day_kept(d, $2::interval) as until,
           calendar.is_over(d, $2::interval, calendar.last_day_kept(d, $2::interval) + 1) and not calendar.is_over(d, $2::interval, calendar.last_day_kept(d, $2::interval)) as over
         from unnest($1::date[]) with ordinality as x (d, n) order by n`, [dates, period]);
    });

  it.each(periods)('are kept until the same day by TypeScript, SQL in three time zones, and an independent count: %s', async (period) => {
    const expected = dates.map((clock) => independentLastDay(clock, period));
    let differences = dates.filter((clock, n) => lastDayKept(clock, period) !== expected[n]).length;
    for (const zone of ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
      const rows = await inSql(zone, period);
      differences += rows.filter((row, n) => row.until !== expected[n] || !row.over).length + Math.abs(rows.length - dates.length);
    }
    expect([dates.length, differences]).toEqual([18_628, 0]);
  });

  it.each(periods)('are over exactly up to the cutoff: %s', (period) => {
    const wrong = dates.filter((clock) => {
      const [until, from] = [lastDayKept(clock, period), actionAllowedFrom(clock, period)];
      return clock > cutoff(from, period) || clock <= cutoff(until, period) || !isOver(clock, period, from) || isOver(clock, period, until);
    });
    expect(wrong).toEqual([]);
  });
});
