import { createHmac } from 'node:crypto';
import type { RequestLanguage } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import type { PageSession } from './link.personal-data';
import * as sql from './link.sql';

/** Minutes for which a link is good: one that proves a mailbox may be read the next morning, one that opens a page is asked for when it is wanted, a package may come while somebody is away for days. */
export const linkMinutes = { 'mailbox': 24 * 60, 'own-page': 60, 'package': 7 * 24 * 60 } as const;
/** Minutes somebody may look at her own page. */
export const pageMinutes = 30;

/** Whose page a link or a session opens, and the mailbox it went to. */
export type PageHolder = Pick<PageSession, 'personId' | 'mailbox' | 'language'>;

/** What is kept of a token: a keyed hash, of no use without the key file. `use` keeps one kind from being taken for another. */
const keyedHash = (key: Buffer, use: string, token: string): Buffer => createHmac('sha256', key).update(`oubli rights ${use}\0${token}`, 'utf8').digest();

/** Keeps a link by which the mailbox of a request is confirmed. The token itself leaves by the message and stands nowhere. */
export async function keepMailboxLink(session: Session, key: Buffer, request: { readonly id: string; readonly language: RequestLanguage }, token: string): Promise<void> {
  await session.query(sql.dropEarlier, ['mailbox', request.id]);
  await session.query(sql.insertLink, [keyedHash(key, 'mailbox', token), 'mailbox', request.id, null, null, request.language, null, null, linkMinutes.mailbox]);
}

/** Opens such a link, once. @returns the request, or null for a link that is unknown, used or over */
export async function useMailboxLink(session: Session, key: Buffer, token: string): Promise<string | null> {
  const [row] = await session.query<{ requestId: string }>(sql.useLink, [keyedHash(key, 'mailbox', token), 'mailbox', null]);
  return row?.requestId ?? null;
}

/** Keeps a link to a person's own page. @param browser what the browser that asked holds: only there does it open anything */
export async function keepPageLink(session: Session, key: Buffer, { personId, mailbox, language }: PageHolder, token: string, browser: string): Promise<void> {
  await session.query(sql.dropEarlier, ['own-page', personId]);
  await session.query(sql.insertLink, [keyedHash(key, 'own-page', token), 'own-page', null, personId, mailbox, language, keyedHash(key, 'browser', browser), null, linkMinutes['own-page']]);
}

/** Opens such a link, once. @returns null for one that is unknown, used, over, or was asked for in another browser: which, nobody is told */
export async function usePageLink(session: Session, key: Buffer, token: string, browser: string): Promise<PageHolder | null> {
  const [row] = await session.query<PageHolder>(sql.useLink, [keyedHash(key, 'own-page', token), 'own-page', keyedHash(key, 'browser', browser)]);
  return row ? { personId: row.personId, mailbox: row.mailbox, language: row.language } : null;
}

/** Keeps a link by which the package that answers a request is fetched; one that was sent before opens nothing from now on. */
export async function keepPackageLink(session: Session, key: Buffer, request: { readonly id: string; readonly language: RequestLanguage }, packageId: string, token: string): Promise<void> {
  await session.query(sql.dropEarlier, ['package', request.id]);
  await session.query(sql.insertLink, [keyedHash(key, 'package', token), 'package', request.id, null, null, request.language, null, packageId, linkMinutes.package]);
}

/** Opens such a link, once. @returns null for one that is unknown, used or over */
export async function usePackageLink(session: Session, key: Buffer, token: string): Promise<{ readonly requestId: string; readonly packageId: string } | null> {
  const [row] = await session.query<{ requestId: string; packageId: string }>(sql.useLink, [keyedHash(key, 'package', token), 'package', null]);
  return row ? { requestId: row.requestId, packageId: row.packageId } : null;
}

/** Begins to show a person her own page. @param token what her browser holds from now on */
export async function startPage(session: Session, key: Buffer, { personId, mailbox, language }: PageHolder, token: string): Promise<void> {
  await session.query(sql.insertPage, [keyedHash(key, 'page', token), personId, mailbox, language, pageMinutes]);
}

/** Whose page a browser shows; null when its half hour is over. */
export async function findPage(session: Session, key: Buffer, token: string): Promise<Omit<PageSession, 'keyedHash'> | null> {
  const [row] = await session.query<Omit<PageSession, 'keyedHash'>>(sql.findPage, [keyedHash(key, 'page', token)]);
  return row ?? null;
}

export async function endPage(session: Session, key: Buffer, token: string): Promise<void> {
  await session.query(sql.endPage, [keyedHash(key, 'page', token)]);
}

/** Ends links and sessions that are over. For the owner's login. */
export async function endOldLinks(session: Session): Promise<void> {
  await session.query(sql.endOldLinks);
  await session.query(sql.endOldPages);
}
