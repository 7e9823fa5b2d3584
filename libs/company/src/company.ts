import type { Session } from '@oubli/database';
import { CompanyError } from './company-error';
import * as sql from './company.sql';
import { type EntityRole, type LegalEntity, type LegalEntityInput, readLegalEntity } from './legal-entity';

export const offices = ['representative', 'protection-officer'] as const;
export type Office = (typeof offices)[number];
export const capacities = ['manager', 'president', 'managing-director'] as const;
/** What a representative is called in law: gérant, président, directeur général. */
export type Capacity = (typeof capacities)[number];

export interface OfficeInput {
  readonly name: string | null;
  readonly capacity: Capacity | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Somebody who holds or held an office; both days inclusive, calendar dates in Paris. */
export interface OfficeHolder extends OfficeInput {
  readonly id: string;
  readonly office: Office;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** To whom a person complains (Art. 77 GDPR). */
export interface SupervisoryAuthority {
  readonly name: string;
  readonly address: string;
  readonly website: string;
  readonly complaintsUrl: string;
}

export type StoredEntity = LegalEntity & { readonly role: EntityRole; readonly etag: string };

/** Everything that is known of the company, former holders of offices included. */
export interface Company {
  readonly controller: StoredEntity | null;
  readonly host: StoredEntity | null;
  readonly holders: readonly OfficeHolder[];
  readonly authority: SupervisoryAuthority;
}

/** The company as a letter of a day names it (R16, R17): its representative is who held the office then. */
export interface CompanyIdentity {
  readonly controller: LegalEntity;
  readonly host: LegalEntity | null;
  readonly representative: OfficeHolder | null;
  readonly protectionOfficer: OfficeHolder | null;
  readonly authority: SupervisoryAuthority;
}

async function entities(session: Session): Promise<Pick<Company, 'controller' | 'host'>> {
  const rows = await session.query<StoredEntity>(sql.readEntities);
  return { controller: rows.find((row) => row.role === 'controller') ?? null, host: rows.find((row) => row.role === 'host') ?? null };
}

async function authorityOf(session: Session): Promise<SupervisoryAuthority> {
  const [authority] = await session.query<SupervisoryAuthority>(sql.readAuthority);
  if (!authority) throw new Error('The supervisory authority is not written down.');
  return authority;
}

export async function readCompany(session: Session): Promise<Company> {
  return { ...(await entities(session)), holders: await session.query<OfficeHolder>(sql.readHolders), authority: await authorityOf(session) };
}

/**
 * The company as it stands on a day, or null while nobody has written down who the controller is.
 * @param day calendar date in Paris
 */
export async function companyOn(session: Session, day: string): Promise<CompanyIdentity | null> {
  const { controller, host } = await entities(session);
  if (!controller) return null;
  const holders = await session.query<OfficeHolder>(sql.holdersOn, [day]);
  const holding = (office: Office): OfficeHolder | null => holders.find((holder) => holder.office === office) ?? null;
  return { controller, host, representative: holding('representative'), protectionOfficer: holding('protection-officer'), authority: await authorityOf(session) };
}

/** The same for a letter, which cannot go out without a sender. @throws CompanyError `no-controller` */
export async function senderOn(session: Session, day: string): Promise<CompanyIdentity> {
  const identity = await companyOn(session, day);
  if (!identity) throw new CompanyError('no-controller', 'Nobody has written down who the controller is: enter the company’s identity first. Nothing was changed.');
  return identity;
}

/**
 * Writes a company down.
 * @param etag of what is replaced; null for the first one
 * @throws CompanyError `value-refused`, `stale`
 */
export async function writeEntity(session: Session, role: EntityRole, input: LegalEntityInput, etag: string | null): Promise<StoredEntity> {
  const { name, legalForm, capital, registerCity, registerNumber, siret, vatNumber, activityCode, street, postcode, city } = readLegalEntity(input);
  const [row] = await session.query<StoredEntity>(sql.writeEntity, [role, name, legalForm, capital, registerCity, registerNumber, siret, vatNumber, activityCode, street, postcode, city, etag]);
  if (!row) throw new CompanyError('stale', 'Somebody changed it since you read it. Nothing was changed.');
  return row;
}

const blankless = (text: string | null): string | null => {
  const value = (text ?? '').trim().replace(/\s+/g, ' ');
  return value === '' ? null : value;
};

/** @throws CompanyError `value-refused`: a representative has name and capacity, a protection officer an address to write to */
function readOffice(office: Office, input: OfficeInput): OfficeInput {
  const given: OfficeInput = { name: blankless(input.name), capacity: office === 'representative' ? input.capacity : null, email: blankless(input.email), phone: blankless(input.phone) };
  const needed = office === 'representative' ? (['name', 'capacity'] as const) : (['email'] as const);
  const missing = needed.filter((field) => given[field] === null).map((field) => ({ field, rule: 'is empty' }));
  if (given.email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given.email)) missing.push({ field: 'email', rule: 'is not an e-mail address' });
  if (missing.length > 0) throw new CompanyError('value-refused', 'What is said of the office is not right. Nothing was changed.', missing);
  return given;
}

/**
 * Somebody takes an office from a day on; whoever held it leaves it the day before.
 * @throws CompanyError `value-refused`, `office-overlaps`
 */
export async function appoint(session: Session, office: Office, input: OfficeInput, validFrom: string): Promise<OfficeHolder> {
  const { name, capacity, email, phone } = readOffice(office, input);
  await session.query(sql.endPredecessor, [office, validFrom]);
  const [row] = await overlapRefused(() => session.query<OfficeHolder>(sql.insertHolder, [office, name, capacity, email, phone, validFrom]));
  if (!row) throw new Error('The office was not written.');
  return row;
}

/** Corrects what is said of a holder, or sets the last day. @throws CompanyError `unknown-office`, `value-refused`, `office-overlaps` */
export async function correctHolder(session: Session, id: string, input: OfficeInput, validTo: string | null): Promise<OfficeHolder> {
  const known = (await session.query<OfficeHolder>(sql.readHolders)).find((holder) => holder.id === id);
  if (!known) throw new CompanyError('unknown-office', 'Nobody of that id holds an office.');
  if (validTo !== null && validTo < known.validFrom) throw new CompanyError('value-refused', 'The last day lies before the first. Nothing was changed.', [{ field: 'validTo', rule: 'lies before the first day' }]);
  const { name, capacity, email, phone } = readOffice(known.office, input);
  const [row] = await overlapRefused(() => session.query<OfficeHolder>(sql.changeHolder, [id, name, capacity, email, phone, validTo]));
  if (!row) throw new CompanyError('unknown-office', 'Nobody of that id holds an office.');
  return row;
}

/** 23P01: an exclusion constraint of the table. */
async function overlapRefused<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (typeof error === 'object' && error !== null && Reflect.get(error, 'code') === '23P01') {
      throw new CompanyError('office-overlaps', 'Somebody else holds this office on that day. Nothing was changed.', [{ field: 'validFrom', rule: 'lies in somebody else’s time in office' }]);
    }
    throw error;
  }
}

export async function writeAuthority(session: Session, { name, address, website, complaintsUrl }: SupervisoryAuthority): Promise<SupervisoryAuthority> {
  const [row] = await session.query<SupervisoryAuthority>(sql.writeAuthority, [name, address, website, complaintsUrl]);
  if (!row) throw new Error('The supervisory authority was not written.');
  return row;
}

/**
 * Ends what is known of former holders of an office, six years after their last day (RET-23).
 * @param day calendar date in Paris; with the owner's login
 * @returns how many left
 */
export async function endFormerHolders(session: Session, day: string): Promise<number> {
  const ended = await session.query(sql.endFormerHolders, [day]);
  // A dead row still holds the name.
  if (ended.length > 0) await session.query('vacuum company.office_holder');
  return ended.length;
}
