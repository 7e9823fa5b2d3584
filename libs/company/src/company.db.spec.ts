import { calendarSql } from '@oubli/calendar';
import { sqlMigration } from '@oubli/database';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import { appoint, companyOn, correctHolder, endFormerHolders, readCompany, senderOn, writeAuthority, writeEntity } from './company';
import { companyMigrations } from './company.migration';
import type { LegalEntityInput } from './legal-entity';

const controller: LegalEntityInput = {
  name: 'EXPERCONNECT', legalForm: 'SARL', capital: '55 166 €', registerCity: 'Paris', registerNumber: '48760376300037', siret: null, vatNumber: null, activityCode: null,
  street: '30 avenue Franklin D. Roosevelt', postcode: '75008', city: 'Paris',
};
const manager = (name: string) => ({ name, capacity: 'manager' as const, email: null, phone: null });

describe('the company in the database', () => {
  let db: TestDatabase;
  beforeEach(async () => {
    db = await cloneDatabase([sqlMigration(1764000100000, 'Calendar', calendarSql), ...companyMigrations]);
  });
  afterEach(() => db.close());

  it('has no sender for a letter until somebody writes the controller down', async () => {
    expect(await companyOn(db.app.session, '2026-11-25')).toBeNull();
    await expect(senderOn(db.app.session, '2026-11-25')).rejects.toMatchObject({ code: 'no-controller' });
    await writeEntity(db.app.session, 'controller', controller, null);
    expect(await senderOn(db.app.session, '2026-11-25')).toMatchObject({ controller: { capital: '55166.00' }, host: null, representative: null, authority: { complaintsUrl: 'https://www.cnil.fr/fr/plaintes' } });
  });

  it('is written over only by whoever read what stands there', async () => {
    const first = await writeEntity(db.app.session, 'controller', controller, null);
    await expect(writeEntity(db.app.session, 'controller', controller, null)).rejects.toMatchObject({ code: 'stale' });
    const second = await writeEntity(db.app.session, 'controller', { ...controller, city: 'Lyon', postcode: '69001' }, first.etag);
    await expect(writeEntity(db.app.session, 'controller', controller, first.etag)).rejects.toMatchObject({ code: 'stale' });
    expect((await readCompany(db.app.session)).controller).toEqual(second);
  });

  it('names in a letter of a day before the change who represented it then', async () => {
    await writeEntity(db.app.session, 'controller', controller, null);
    await appoint(db.app.session, 'representative', manager('Claire Fontanel'), '2012-01-01');
    await appoint(db.app.session, 'representative', manager('Marc Delorme'), '2021-07-01');
    const nameOn = async (day: string): Promise<string | null> => (await companyOn(db.app.session, day))?.representative?.name ?? null;
    expect(await Promise.all(['2011-12-31', '2012-01-01', '2021-06-30', '2021-07-01', '2026-11-25'].map(nameOn))).toEqual([null, 'Claire Fontanel', 'Claire Fontanel', 'Marc Delorme', 'Marc Delorme']);
  });

  it('never has two in one office: an appointment within somebody’s time, and a time that is made to reach into another’s, are refused', async () => {
    await appoint(db.app.session, 'representative', manager('Claire Fontanel'), '2012-01-01');
    await appoint(db.app.session, 'representative', manager('Marc Delorme'), '2021-07-01');
    await expect(db.app.transaction((s) => appoint(s, 'representative', manager('A. Third'), '2015-01-01'))).rejects.toMatchObject({ code: 'office-overlaps' });
    const former = (await readCompany(db.app.session)).holders.find((h) => h.name === 'Claire Fontanel');
    await expect(correctHolder(db.app.session, former?.id ?? '', manager('Claire Fontanel'), null)).rejects.toMatchObject({ code: 'office-overlaps' });
    await expect(correctHolder(db.app.session, former?.id ?? '', manager('Claire Fontanel'), '2011-12-31')).rejects.toMatchObject({ code: 'value-refused' });
    expect(await correctHolder(db.app.session, former?.id ?? '', manager('Claire Fontanelle'), '2020-12-31')).toMatchObject({ name: 'Claire Fontanelle', validTo: '2020-12-31' });
    expect(await appoint(db.app.session, 'protection-officer', { name: null, capacity: null, email: 'dpo@example.fr', phone: null }, '2018-05-25')).toMatchObject({ name: null, validTo: null });
  });

  it.each([
    ['a representative without a name', 'representative', { name: ' ', capacity: 'manager', email: null, phone: null }, ['name']],
    ['a representative without a capacity', 'representative', { name: 'A', capacity: null, email: null, phone: null }, ['capacity']],
    ['a protection officer nobody can write to', 'protection-officer', { name: 'A', capacity: null, email: null, phone: null }, ['email']],
    ['an e-mail address that is none', 'protection-officer', { name: null, capacity: null, email: 'dpo at example', phone: null }, ['email']],
  ] as const)('refuses %s', async (_what, office, input, fields) => {
    await expect(appoint(db.app.session, office, input, '2026-01-01')).rejects.toMatchObject({ code: 'value-refused', fields: fields.map((field) => expect.objectContaining({ field }) as object) });
  });

  it('lets a former holder go six years after the last day, and nobody who holds an office', async () => {
    await appoint(db.app.session, 'representative', manager('Claire Fontanel'), '2012-01-01');
    await appoint(db.app.session, 'representative', manager('Marc Delorme'), '2020-03-01');
    expect(await endFormerHolders(db.owner.session, '2026-02-28')).toBe(0);
    expect(await endFormerHolders(db.owner.session, '2026-03-01')).toBe(1);
    expect(await endFormerHolders(db.owner.session, '2099-01-01')).toBe(0);
    expect((await readCompany(db.app.session)).holders.map((h) => h.name)).toEqual(['Marc Delorme']);
    await expect(db.app.session.query('delete from company.office_holder')).rejects.toMatchObject({ code: '42501' });
  });

  it('has the CNIL to complain to, which somebody may correct', async () => {
    const authority = { name: 'CNIL', address: 'Paris', website: 'https://www.cnil.fr', complaintsUrl: 'https://www.cnil.fr/fr/plaintes' };
    expect(await writeAuthority(db.app.session, authority)).toEqual(authority);
    await expect(writeAuthority(db.app.session, { ...authority, website: 'http://www.cnil.fr' })).rejects.toMatchObject({ code: '23514' });
  });
});
