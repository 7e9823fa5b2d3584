import { sqlMigration } from '@oubli/database';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { calendarSql, endOfCivilYear, endOfFiscalYear, isOver, lastDayKept, parisDate } from '.';
import { monthEnds, periods, shiftedYears, vectors } from './testing/calendar-cases';

const cases = monthEnds.flatMap((clock) => periods.map((period) => ({ clock, period })));
const expected = cases.map(({ clock, period }) => (
  { until: lastDayKept(clock, period), over: isOver(clock, period, lastDayKept(clock, 'P60D')), yearEnd: endOfCivilYear(clock) }));
const zones = ['UTC', 'Europe/Paris', 'America/Los_Angeles', 'Pacific/Kiritimati'];

describe('the calendar in SQL', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await cloneDatabase([sqlMigration(1764000100000, 'Calendar', calendarSql)]);
    for (const [index, { startsOn, endsOn }] of shiftedYears.entries()) {
      await db.app.session.query('insert into calendar.fiscal_year (label, starts_on, ends_on) values ($1, $2, $3)', [`Year ${index}`, startsOn, endsOn]);
    }
  });
  afterAll(() => db.close());

  /** Rows of one statement under a session time zone, with the engine's login. */
  const under = (zone: string, text: string, values: readonly unknown[]): Promise<Record<string, unknown>[]> =>
    db.engine.transaction(async (session) => {
      await session.query(`select set_config('TimeZone', $1, true)`, [zone]);
      return session.query(text, values);
    });

  it.each(vectors)('keeps %s with %s until %s and lets go from %s', async (clock, period, until, from) => {
    const [row] = await db.engine.session.query(
      `select calendar.last_day_kept($1, $2::interval) as until, calendar.is_over($1, $2::interval, $3) as "onLastDay", calendar.is_over($1, $2::interval, $4) as after`,
      [clock, period, until, from]);
    expect(row).toEqual({ until, onLastDay: false, after: true });
  });

  it.each(zones)('equals the TypeScript form on every month end when the session is in %s', async (zone) => {
    const rows = await under(zone,
      `select calendar.last_day_kept(c, p::interval) as until, calendar.is_over(c, p::interval, c + 60) as over, calendar.end_of_civil_year(c) as "yearEnd"
       from unnest($1::date[], $2::text[]) with ordinality as x (c, p, n) order by n`,
      [cases.map((c) => c.clock), cases.map((c) => c.period)]);
    expect(rows.filter((row, n) => JSON.stringify(row) !== JSON.stringify(expected[n]))).toEqual([]);
    expect(rows).toHaveLength(cases.length);
  });

  it.each(zones)('dates instants in Paris when the session is in %s', async (zone) => {
    const instants = ['2025-12-31T23:30:00Z', '2025-12-31T22:59:59Z', '2025-05-31T22:30:00Z', '2026-03-29T00:59:59Z', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z', 'infinity'];
    const rows = await under(zone, 'select calendar.paris_date(i) as day from unnest($1::timestamptz[]) with ordinality as x (i, n) order by n', [instants]);
    expect(rows.map((row) => row['day'])).toEqual(instants.map(parisDate));
  });

  it('finds the end of the fiscal year in its table, and says null outside', async () => {
    const days = ['2024-06-30', '2024-07-01', '2025-06-30', '2025-07-01', '2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01', 'infinity'];
    const rows = await db.engine.session.query('select calendar.end_of_fiscal_year(d) as ends from unnest($1::date[]) with ordinality as x (d, n) order by n', [days]);
    expect(rows.map((row) => row['ends'])).toEqual(days.map((day) => endOfFiscalYear(day, shiftedYears)));
  });

  it('lets an event that has not happened start no period, and passes null on', async () => {
    const [row] = await db.engine.session.query(
      `select calendar.last_day_kept('infinity', 'P1D') as until, calendar.is_over('infinity', 'P1D', '9999-12-31') as over, calendar.end_of_civil_year('infinity') as "yearEnd",
        calendar.last_day_kept(null, 'P1D') as "noClock", calendar.is_over(null, 'P1D', '2026-01-01') as "noClockOver", calendar.end_of_fiscal_year(null) as "noYear"`);
    expect(row).toEqual({ until: 'infinity', over: false, yearEnd: 'infinity', noClock: null, noClockOver: null, noYear: null });
  });

  it.each([
    ['overlap another', '2026-12-31', '2027-12-30', '23P01'],
    ['end before they start', '2030-12-31', '2030-01-01', '23514'],
    ['never end', '2030-01-01', 'infinity', '23514'],
  ])('refuses fiscal years that %s', async (_what, startsOn, endsOn, code) => {
    await expect(db.app.session.query(`insert into calendar.fiscal_year (label, starts_on, ends_on) values ('x', $1, $2)`, [startsOn, endsOn])).rejects.toMatchObject({ code });
  });

  it('lets only the application write fiscal years, and nobody delete one', async () => {
    await expect(db.engine.session.query(`update calendar.fiscal_year set label = 'x'`)).rejects.toMatchObject({ code: '42501' });
    await expect(db.app.session.query('delete from calendar.fiscal_year')).rejects.toMatchObject({ code: '42501' });
    await expect(db.archive.session.query('select label from calendar.fiscal_year')).rejects.toMatchObject({ code: '42501' });
  });

  it.each(['last_day_kept(d, interval \'1 year\')', 'is_over(d, interval \'1 year\', date \'2026-01-01\')', 'end_of_civil_year(d)', 'paris_date(d::timestamptz)'])(
    'is written into the query by the planner: %s', async (call) => {
      const plan = await db.engine.session.query<{ 'QUERY PLAN': string }>(`explain (verbose, costs off) select calendar.${call} from generate_series(1, 2) i, lateral (select date '2024-01-01' + i as d) x`);
      expect(plan.map((line) => line['QUERY PLAN']).join('\n')).not.toContain('calendar.');
    });
});
