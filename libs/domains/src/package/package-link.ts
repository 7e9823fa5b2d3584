import type { Connections } from '@oubli/database';
import { enqueue } from '@oubli/outbox';
import { loadSchedule, todayOf, why } from '@oubli/retention';
import { type Actor, keepPackageLink, linkMinutes, loadFile, lockRequest, packageLinkTo, packageMessage, type RightsRequest, RightsError, speaksFor, stillNeeded, usePackageLink, writeEvent } from '@oubli/rights';
import { domainRegistry } from '../registry';
import { identityFacts } from '../requests/identity-vault';
import { readPackage, type StoredPackage } from './packages';

/** What sending and opening a link needs: both logins, the key of links, and where the house is reached. */
export interface PackageDoor {
  readonly app: Connections;
  readonly engine: Connections;
  readonly key: Buffer;
  readonly address: string;
}

/** First day on which a package is gone; null while no period runs. */
export async function packageEnd(engine: Connections, packageId: string): Promise<string | null> {
  return (await why(engine.session, domainRegistry, await loadSchedule(engine.session), 'access-package', packageId)).dueOn;
}

/** A package that can be handed out today; null for one that is not made, over, or not there. */
export async function packageIfMade(engine: Connections, packageId: string): Promise<StoredPackage | null> {
  const made = await readPackage(engine.session, packageId);
  if (made?.state !== 'made') return null;
  const end = await packageEnd(engine, packageId);
  return end !== null && end <= (await todayOf(engine.session)) ? null : made;
}

/**
 * Sends whoever asked a link to her package by the mailbox of the request, in place of an earlier one; it is in the outbox when it is written.
 * A system that handed the request over and vouched for her may fetch it from then on, also where no mailbox is known.
 * @param token fresh; it stands nowhere but in the message
 * @returns days for which the link is good
 * @throws RightsError `wrong-kind` where the request asks for no package, or the package answers another; `wrong-state` unless granted;
 *   `not-identified`; `not-yet` without a made package or an e-mail address
 */
export async function sendPackageLink(door: PackageDoor, requestId: string, packageId: string, actor: Actor, token: string): Promise<number> {
  const made = await packageIfMade(door.engine, packageId);
  await door.app.transaction(async (session) => {
    const request = await lockRequest(session, requestId);
    if (!made) throw new RightsError('not-yet', 'This package is not made yet, or is no longer held.');
    refuseUnlessAnswers(request, made);
    const { missing } = await stillNeeded(session, request, await identityFacts(door.engine.session, request));
    if (missing > 0) throw new RightsError('not-identified', `Who asks has not been shown: ${missing} proof(s) are missing.`);
    const to = (await loadFile(session, requestId)).contact?.email ?? null;
    if (to === null && !(await speaksFor(session, requestId))) throw new RightsError('not-yet', 'Who asks gave no e-mail address: hand the package over at the desk, or post it.');
    if (to !== null) {
      await keepPackageLink(session, door.key, request, packageId, token);
      await enqueue(session, packageMessage(request, to, packageLinkTo(door.address, token)));
    }
    await writeEvent(session, request, 'package-sent', actor.id, packageId);
  });
  return linkMinutes.package / (24 * 60);
}

const handedOut: ReadonlySet<RightsRequest['state']> = new Set(['decided', 'carrying-out', 'answered']);

function refuseUnlessAnswers(request: RightsRequest, made: StoredPackage): void {
  if (request.kind !== made.kind || request.personId !== made.personId) throw new RightsError('wrong-kind', 'This package does not answer this request.');
  if (!handedOut.has(request.state) || (request.outcome !== 'granted' && request.outcome !== 'partially-granted')) throw new RightsError('wrong-state', 'A package is handed out once its request was decided and granted, at least in part.');
}

/**
 * Opens a link to a package, once: that it was fetched stands on the timeline before its first byte leaves.
 * @returns null for a link that is unknown, used or over, and for a package that is gone: which, nobody is told
 */
export async function openPackageLink(door: PackageDoor, token: string): Promise<StoredPackage | null> {
  const opened = await door.app.transaction(async (session) => {
    const link = await usePackageLink(session, door.key, token);
    if (!link) return null;
    await writeEvent(session, await lockRequest(session, link.requestId), 'package-fetched', null, link.packageId);
    return link;
  });
  return opened && packageIfMade(door.engine, opened.packageId);
}
