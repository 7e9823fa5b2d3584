import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ensureOpenDsrKey } from '@oubli/config';
import { handOver } from '@oubli/domains';
import { ended, eventually, Stack } from './stack';

const kills = 20;

describe('callbacks whose sender is killed again and again', () => {
  let stack: Stack;
  let server: Server;
  let heard: string[] = [];
  /** What happens when a callback is heard, before it is answered. */
  let onHeard: () => Promise<void> = () => Promise.resolve();

  beforeAll(async () => {
    stack = await Stack.create({ redis: false });
    await ensureOpenDsrKey(join(stack.folder, 'keys'), 'oubli.example', new Date());
    server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => void pieces.push(piece));
      request.on('end', () => {
        heard.push((JSON.parse(Buffer.concat(pieces).toString()) as { subject_request_id: string }).subject_request_id);
        void onHeard().then(() => response.writeHead(202).end());
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  }, 120_000);
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await stack.close();
  });

  it('arrive at least once each, under the ids they have, and none is lost', async () => {
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const door = { app: stack.db.app, engine: stack.db.engine, key: stack.keys.ledger, address: 'https://oubli.example' };
    const ids = Array.from({ length: kills + 5 }, () => randomUUID());
    for (const [i, id] of ids.entries()) {
      const asked = {
        regulation: 'gdpr', subject_request_id: id, subject_request_type: 'access', submitted_time: new Date().toISOString(), status_callback_urls: [`http://${host}/`],
        subject_identities: [{ identity_type: 'email', identity_format: 'raw', identity_value: `somebody-${i}@example.org` }],
      } as const;
      await handOver(door, { source: 'shop', keyId: randomUUID(), vouches: false, mayWrite: () => Promise.resolve(false) }, { ...asked, subject_identities: [...asked.subject_identities], status_callback_urls: [...asked.status_callback_urls] }, '2.0', Buffer.from(id), 'x'.repeat(43));
    }
    const environment = { OUBLI_OUTBOUND_HOSTS: host };
    for (let n = 0; n < kills; n += 1) {
      const worker = stack.worker(environment);
      const before = heard.length;
      // It dies while the other side has heard and has not answered, or has just answered.
      onHeard = () => {
        worker.kill('SIGKILL');
        return Promise.resolve();
      };
      expect(await ended(worker)).toBe('SIGKILL');
      expect(heard.length).toBeGreaterThan(before);
    }
    onHeard = () => Promise.resolve();
    const worker = stack.worker(environment);
    await eventually(async () => (await stack.db.owner.session.query(`select from rights.opendsr_callback where state = 'waiting'`)).length === 0, 120_000, 'the last callback');
    worker.kill('SIGTERM');
    await ended(worker);
    expect(new Set(heard)).toEqual(new Set(ids));
    expect(await stack.db.owner.session.query(`select state, count(*)::int as n from rights.opendsr_callback group by state`)).toEqual([{ state: 'taken', n: ids.length }]);
    heard = [];
  }, 300_000);
});
