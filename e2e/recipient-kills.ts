import { randomBytes, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { ensureFieldKeys } from '@oubli/config';
import { openEndpoint } from '@oubli/domains';
import { registerRecipient } from '@oubli/recipients';
import { Receiver } from '@oubli/testing';
import { ended, eventually, Stack } from './stack';

/** What became of messages whose senders were killed again and again. */
export interface KilledSenders {
  readonly killed: number;
  readonly messages: number;
  /** Messages that no receiver took, though their receipt says so or nothing tries any more. */
  readonly lost: number;
  /** Messages whose tries differed in body or that came under an id that is none of theirs. */
  readonly changed: number;
  /** Tries beyond one a message. */
  readonly copies: number;
}

/** A receipt that is written before the message is sent: the variant that loses. */
const receiptFirst = `
create function rights.receipt_first() returns trigger language plpgsql as $$ begin
  new.state := 'delivered'; new.ended_at := clock_timestamp(); return new;
end $$;
create trigger receipt_first before update on rights.recipient_message for each row when (old.leased_until is null and new.leased_until is not null) execute function rights.receipt_first();`;

/**
 * Starts workers one after the other and kills each with SIGKILL while a message is on its way: before the receiver has answered, or
 * the moment it has. Then lets one work in peace.
 * @param broken with receipts that are written first: the harness must see it
 */
export async function killSenders(kills: number, broken = false): Promise<KilledSenders> {
  const stack = await Stack.create({ redis: false });
  const receiver = new Receiver();
  try {
    const host = await receiver.listen();
    const ids = await fill(stack, `http://${host}/hook`, kills * 8);
    const { session } = stack.db.owner;
    if (broken) await session.query(receiptFirst);
    const taken = new Set<string>();
    const take = (response: ServerResponse): void => {
      taken.add(receiver.received.at(-1)?.id ?? '');
      response.writeHead(204).end();
    };
    let killed = 0;
    for (let n = 0; n < kills; n += 1) {
      const worker = stack.worker({ OUBLI_OUTBOUND_HOSTS: host });
      let left = 1 + (n % 3);
      receiver.answer = (response) => {
        left -= 1;
        if (left > 0 || n % 2 === 1) take(response);
        if (left <= 0) worker.kill('SIGKILL');
      };
      if ((await ended(worker)) === 'SIGKILL') killed += 1;
      // A lease is over when its time is: the test moves the time, not the clock.
      await session.query('update rights.recipient_message set leased_until = null where leased_until is not null');
    }
    receiver.answer = take;
    const last = stack.worker({ OUBLI_OUTBOUND_HOSTS: host });
    const waiting = `select 1 from rights.recipient_message where state = 'waiting' limit 1`;
    await eventually(async () => (await session.query(waiting)).length === 0, 60_000, 'the end of what waits');
    last.kill('SIGTERM');
    await ended(last);
    const bodies = new Set(receiver.received.map(({ id, body }) => `${id} ${body}`));
    const known = new Set(receiver.received.map(({ id }) => id));
    return { killed, messages: ids.length, lost: ids.filter((id) => !taken.has(id)).length, changed: bodies.size - known.size + [...known].filter((id) => !ids.includes(id)).length, copies: receiver.received.length - known.size };
  } finally {
    await receiver.close();
    await stack.close();
  }
}

/** One recipient with an endpoint, and so many messages that wait for it. @returns their ids */
async function fill(stack: Stack, url: string, messages: number): Promise<readonly string[]> {
  const { app, owner } = stack.db;
  const recipient = randomUUID();
  await registerRecipient(app.session, { id: recipient, name: 'Exemple Conseil', category: 'client', country: 'FR' });
  await openEndpoint(app, recipient, url, ensureFieldKeys(join(stack.folder, 'keys')), randomBytes);
  const [request] = await owner.session.query<{ id: string }>(`insert into rights.request (kind, door, language, state, received_on, due_target, due_legal, collected_on, origin)
    select 'rectification', 'post', 'fr', 'open', d, d + 20, d + 30, d, 'person' from calendar.paris_date(now()) d returning id::text as id`);
  await owner.session.query(`insert into rights.recipient_task (request_id, recipient_id, reason, rectification_id, opened_on) select $1, $2, 'rectification', gen_random_uuid(), calendar.paris_date(now()) from generate_series(1, $3::int)`, [request?.id, recipient, messages]);
  const rows = await owner.session.query<{ id: string }>(`insert into rights.recipient_message (request_id, task_id, channel) select request_id, id, 'webhook' from rights.recipient_task returning id::text as id`);
  return rows.map(({ id }) => id);
}
