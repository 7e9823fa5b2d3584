import type { OpenDsrAsked, OpenDsrIdentity, OpenDsrVersion } from '@oubli/contracts';
import type { Connections, Session } from '@oubli/database';
import { orGone, refuseSocialSecurityNumber } from '@oubli/people';
import {
  acknowledgeByMail, acknowledgeWithLink, addNote, bodyHashOf, type Controller, dayAsked, findHandedOver, type HandedOver, isSameBody, keepHandedOver, type LinkMaterial, lockHandedOver, recordProof, type Results, RightsError, sentPackageOf, takeIn,
} from '@oubli/rights';
import type { PackageDoor } from '../package/package-link';
import { packageIfMade } from '../package/package-link';
import type { StoredPackage } from '../package/packages';
import { factsAbout } from '../requests/identity-vault';
import { mailboxesOf, onlyPersonOf } from './identities';

/** The system that hands a request over. */
export interface Handing extends Controller {
  /** Whether its word counts for who is signed in there (scope `identity:attest`). */
  readonly vouches: boolean;
  /** Whether a mailbox may be written to once more: whoever hands over must not be able to fill one. */
  readonly mayWrite: (mailbox: string) => Promise<boolean>;
}

const system = { mover: 'system', id: null } as const;

/** What came in, for whoever works on it: names of systems and kinds of identity, no value. */
const noteOf = (source: string, asked: OpenDsrAsked, version: OpenDsrVersion): string =>
  `OpenDSR ${version} · ${source} · ${asked.subject_request_id} · ${asked.regulation.toUpperCase()} · ${asked.subject_identities.map((one) => `${one.identity_type} (${one.identity_format})`).join(', ')}`;

const phoneOf = (identities: readonly OpenDsrIdentity[]): string | null => identities.find((one) => one.identity_type === 'phone')?.identity_value ?? null;

/**
 * Takes a request in that another system hands over: acknowledged, due and proved like any other. Where the system vouches for who asks
 * and everything it gave leads to one person, the request is hers and proved; else a link goes to the mailbox, and nobody is looked up
 * but for a hash, which says nothing until it is found. Handed over twice, it is there once, and answered the same.
 * @param body as it was sent, byte by byte; @param token fresh, for a link
 * @throws RightsError `received-later`, `handed-over` for another body under the same id; SocialSecurityNumberError
 */
export async function handOver(door: PackageDoor, handing: Handing, asked: OpenDsrAsked, version: OpenDsrVersion, body: Buffer, token: string): Promise<HandedOver> {
  const hash = bodyHashOf(door.key, body);
  const same = (handed: HandedOver): HandedOver => {
    if (!isSameBody(handed, hash)) throw reused();
    return handed;
  };
  const earlier = await findHandedOver(door.app.session, handing.source, asked.subject_request_id);
  if (earlier) return same(earlier);
  refuseSocialSecurityNumber({ identities: asked.subject_identities.map((one) => one.identity_value), urls: asked.status_callback_urls ?? [] }, 'request');
  const mailboxes = await mailboxesOf(door.engine.session, asked.subject_identities);
  const personId = handing.vouches ? await onlyPersonOf(door.engine.session, door.key, handing.source, asked.subject_identities, mailboxes) : null;
  const facts = await factsAbout(door.engine.session, personId, mailboxes[0] ?? null);
  return orGone('person', door.app.transaction(async (session) => {
    await lockHandedOver(session, handing.source, asked.subject_request_id);
    const meanwhile = await findHandedOver(session, handing.source, asked.subject_request_id);
    if (meanwhile) return same(meanwhile);
    const requestId = await register(session, handing, asked, { personId, mailbox: mailboxes[0] ?? null }, { key: door.key, address: door.address, token });
    if (personId !== null) await recordProof(session, requestId, 'source-system', system, facts);
    await addNote(session, requestId, noteOf(handing.source, asked, version), system);
    const kept = await keepHandedOver(session, requestId, handing, asked, version, hash);
    if (!kept) throw reused();
    return kept;
  }));
}

const reused = (): RightsError => new RightsError('handed-over', 'This subject_request_id was used for another request.');

async function register(session: Session, handing: Handing, asked: OpenDsrAsked, who: { readonly personId: string | null; readonly mailbox: string | null }, link: LinkMaterial): Promise<string> {
  const contact = { email: who.mailbox, phone: phoneOf(asked.subject_identities) };
  const arrived = { kind: asked.subject_request_type, door: 'api', language: 'fr', personId: who.personId, receivedOn: await dayAsked(session, asked.submitted_time), contact, actorId: null } as const;
  const taken = await takeIn(session, arrived);
  // What does not leave stands in the file as something to be done.
  if (who.mailbox === null || !(await handing.mayWrite(who.mailbox))) return taken.request.id;
  if (who.personId === null) await acknowledgeWithLink(session, taken, who.mailbox, link);
  else await acknowledgeByMail(session, taken, arrived);
  return taken.request.id;
}

/** The package that answers a request, for the system that vouched for who asks: sent by an officer, and still there. */
export async function handedPackage(engine: Connections, requestId: string): Promise<StoredPackage | null> {
  const packageId = await sentPackageOf(engine.session, requestId);
  return packageId === null ? null : packageIfMade(engine, packageId);
}

/** Where that package is fetched, with the key of the system itself: an address that anybody could open would stand in logs. */
export async function resultsOf(engine: Connections, address: string, handed: Pick<HandedOver, 'requestId' | 'subjectRequestId'>): Promise<Results | null> {
  const made = await handedPackage(engine, handed.requestId);
  return made && { url: `${address}/opendsr/v2/requests/${handed.subjectRequestId}/results`, records: made.records };
}
