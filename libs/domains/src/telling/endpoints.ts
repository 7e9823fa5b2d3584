import { randomUUID } from 'node:crypto';
import type { FieldKeys } from '@oubli/config';
import type { Connections } from '@oubli/database';
import { openField, sealField } from '@oubli/people';
import { dropEndpoint, formerSecretPlace, lockEndpoint, putEndpoint, secretPlace, turnSecret } from '@oubli/recipients';
import { sendMessagesAgain } from '@oubli/rights';

/** A secret of Standard Webhooks: `whsec_` and base64. @param bytes 24 to 64 of a random generator */
export const secretOf = (bytes: Buffer): string => `whsec_${bytes.toString('base64')}`;

/**
 * Writes down where a recipient takes messages, with a secret that is sealed and told this once. What did not arrive at an endpoint
 * before is sent to this one, under the same ids.
 * @param url checked by `outsideUrl`
 * @returns the secret
 */
export const openEndpoint = (app: Connections, recipientId: string, url: string, keys: FieldKeys, random: (bytes: number) => Buffer): Promise<string> =>
  app.transaction(async (session) => {
    const [id, secret] = [randomUUID(), secretOf(random(32))];
    await putEndpoint(session, recipientId, id, url, sealField(secret, secretPlace(id), keys));
    await sendMessagesAgain(session, { recipientId });
    return secret;
  });

/** Gives an endpoint a new secret; the one before signs beside it for two days. @returns the new one, told this once @throws RecipientError `no-endpoint` */
export const turnEndpointSecret = (app: Connections, recipientId: string, keys: FieldKeys, random: (bytes: number) => Buffer): Promise<string> =>
  app.transaction(async (session) => {
    const { id, secretSealed } = await lockEndpoint(session, recipientId);
    const secret = secretOf(random(32));
    await turnSecret(session, id, sealField(secret, secretPlace(id), keys), sealField(openField(secretSealed, secretPlace(id), keys), formerSecretPlace(id), keys));
    return secret;
  });

/** Takes an endpoint away: what waits for it ends as gone at the next try, and the officers are told. @returns false when there was none */
export const closeEndpoint = (app: Connections, recipientId: string): Promise<boolean> => dropEndpoint(app.session, recipientId);
