import type { FieldKeys } from '@oubli/config';
import type { Connections, Session } from '@oubli/database';
import { type Guard, type Posted, postOutside } from '@oubli/outbound';
import { openField } from '@oubli/people';
import { afterTry, disableEndpoint, type EndpointToTell, endpointToTell, formerSecretPlace, secretPlace } from '@oubli/recipients';
import { type ClaimedMessage, claimRecipientMessage, endMessagesTo, endRecipientMessage, postponeRecipientMessage, type TriedAs } from '@oubli/rights';
import { Webhook } from 'standardwebhooks';
import * as sql from './telling.sql';

/** What a sender works with; time and dice are the caller's. */
export interface Sender {
  readonly engine: Connections;
  readonly fieldKeys: () => FieldKeys;
  readonly guard: Guard;
  readonly now: () => Date;
  /** 0 to 1, below 1. */
  readonly jitter: () => number;
  /** Longer than the guard's patience: until then a message is this sender's, dead or alive. */
  readonly leaseSeconds: number;
}

export type TellingResult = 'delivered' | 'later' | 'failed' | 'gone' | 'nothing';

/**
 * Sends the message that has waited longest to its recipient's endpoint (Standard Webhooks 1.0.0). It is claimed, sent and its receipt
 * written in three steps, none of which holds a transaction open: a sender that is killed in between leaves a message that is sent
 * again when its lease is over, under the same id. At least once, never lost.
 */
export async function sendOneWebhook(sender: Sender): Promise<TellingResult> {
  const { session } = sender.engine;
  const message = await claimRecipientMessage(session, sender.leaseSeconds);
  if (!message) return 'nothing';
  const endpoint = await endpointToTell(session, message.recipientId);
  if (!endpoint) {
    await endRecipientMessage(session, message.id, 'gone', { status: null, failure: 'no-endpoint' });
    return 'gone';
  }
  const posted = await postOutside(signed(message, await dataOf(session, message), endpoint, sender), sender.guard);
  return writeReceipt(sender, message, endpoint, posted);
}

/** What is told: ids of ours and references of the recipient's, and for a correction which field; never a value. */
async function dataOf(session: Session, { taskId, requestId, theirReferences, rectificationId }: ClaimedMessage): Promise<Readonly<Record<string, unknown>>> {
  const [corrected] = rectificationId === null ? [] : await session.query<{ recordType: string; field: string }>(sql.fieldOf, [rectificationId]);
  return { task: taskId, request: requestId, references: theirReferences, ...(corrected && { recordType: corrected.recordType, field: corrected.field }) };
}

const typeOf = { erasure: 'person.erased', rectification: 'person.rectified', restriction: 'person.restricted' } as const;

function signed(message: ClaimedMessage, data: Readonly<Record<string, unknown>>, endpoint: EndpointToTell, { fieldKeys, now }: Sender): { url: string; body: Buffer; headers: Record<string, string> } {
  const body = JSON.stringify({ type: typeOf[message.reason], timestamp: message.createdAt, data });
  const keys = fieldKeys();
  const at = now();
  const secrets = [openField(endpoint.secretSealed, secretPlace(endpoint.id), keys), ...(endpoint.formerSecretSealed === null ? [] : [openField(endpoint.formerSecretSealed, formerSecretPlace(endpoint.id), keys)])];
  const headers = {
    'Content-Type': 'application/json', 'User-Agent': 'Oubli', 'webhook-id': message.id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(message.id, at, body)).join(' '),
  };
  return { url: endpoint.url, body: Buffer.from(body), headers };
}

async function writeReceipt({ engine, now, jitter }: Sender, message: ClaimedMessage, endpoint: EndpointToTell, posted: Posted): Promise<TellingResult> {
  const tried: TriedAs = posted.kind === 'answered' ? { status: posted.status, failure: null } : { status: null, failure: posted.reason };
  const after = afterTry(posted, message.attempts + 1, jitter(), now());
  if (after.kind === 'later') {
    await postponeRecipientMessage(engine.session, message.id, after.seconds, tried);
  } else if (after.kind === 'gone') {
    await engine.transaction(async (session) => {
      await endRecipientMessage(session, message.id, 'gone', tried);
      // An address that was put in meanwhile is another endpoint, and did not say so.
      if (await disableEndpoint(session, endpoint.id)) await endMessagesTo(session, message.recipientId);
    });
  } else {
    await endRecipientMessage(engine.session, message.id, after.kind, tried);
  }
  return after.kind;
}

/** Sends what is due, one after the other, until nothing is or `again` says no. @returns how many ended in which way */
export async function sendWebhooks(sender: Sender, again: () => boolean = () => true): Promise<Readonly<Record<Exclude<TellingResult, 'nothing'>, number>>> {
  const counts = { delivered: 0, later: 0, failed: 0, gone: 0 };
  while (again()) {
    const result = await sendOneWebhook(sender);
    if (result === 'nothing') break;
    counts[result] += 1;
  }
  return counts;
}
