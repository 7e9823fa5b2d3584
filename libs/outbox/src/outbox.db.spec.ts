import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { cloneDatabase, type TestDatabase } from '@oubli/testing';
import type { NewMessage } from './message';
import { endOldMessages, enqueue, listMessages, readOutboxFigures, sendAgain } from './outbox';
import { outboxMigrations } from './outbox.migration';
import { mostTries, pauseAfter, sendOne, sendWaiting } from './send';
import { smtpTransport } from './transport';

type Mood = 'takes' | 'refuses' | 'defers' | 'hangs' | 'hangs-up';

/** A mail server in a few lines, whose mood a test sets: what it took it remembers, with the headers as they came. */
class FakeServer {
  mood: Mood = 'takes';
  readonly taken: string[] = [];
  private readonly server: Server = createServer((socket) => this.talk(socket));
  private readonly sockets = new Set<Socket>();

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private talk(socket: Socket): void {
    this.sockets.add(socket);
    let data: string | null = null;
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    socket.on('error', () => undefined);
    say('220 fake');
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      if (data !== null) {
        data += chunk;
        if (!data.endsWith('\r\n.\r\n')) return;
        this.taken.push(data);
        data = null;
        if (this.mood === 'hangs-up') socket.destroy();
        else say('250 taken');
        return;
      }
      if (/^RCPT/i.test(chunk) && this.mood === 'refuses') return say('550 no such box');
      if (/^RCPT/i.test(chunk) && this.mood === 'defers') return say('451 later');
      if (/^RCPT/i.test(chunk) && this.mood === 'hangs') return;
      if (/^DATA/i.test(chunk)) data = '';
      say(/^DATA/i.test(chunk) ? '354 go on' : /^QUIT/i.test(chunk) ? '221 bye' : '250 ok');
    });
  }
}

const message: NewMessage = { kind: 'password-reset', to: 'ann@example.fr', subject: 'Un lien à usage unique', text: 'Bonjour Ann.\n\nVoici le lien.', language: 'fr' };

describe('the outbox', () => {
  let db: TestDatabase;
  let server: FakeServer;
  let transport: ReturnType<typeof smtpTransport>;
  beforeAll(async () => {
    db = await cloneDatabase(outboxMigrations);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.owner.session.query('delete from outbox.message');
    server = new FakeServer();
    transport = smtpTransport(await server.listen(), 'Oubli <oubli@example.org>');
  });
  afterEach(() => server.close());

  const write = (change: Partial<NewMessage> = {}): Promise<string> => enqueue(db.app.session, { ...message, ...change });
  const states = async (): Promise<unknown[]> => (await listMessages(db.app.session, null, null, 10)).map(({ state, attempts, replyCode }) => [state, attempts, replyCode]);
  const hurry = (): Promise<unknown> => db.owner.session.query(`update outbox.message set not_before = clock_timestamp() where state = 'waiting'`);

  it('lets the text of a secret go the moment it is sent', async () => {
    await write({ secret: true });
    await sendWaiting(db.engine, transport);
    expect(server.taken).toHaveLength(1);
    expect(await db.owner.session.query('select body from outbox.message')).toEqual([{ body: null }]);
  });

  it('sends what was committed, with subject and text as they were written', async () => {
    const id = await write();
    expect(await sendWaiting(db.engine, transport)).toEqual({ sent: 1, refused: 0, expired: 0, later: 0 });
    expect(await states()).toEqual([['sent', 1, 250]]);
    expect(server.taken[0]).toContain(`Message-ID: <${id}@example.org>`);
    expect(server.taken[0]).toContain('To: ann@example.fr');
    expect(server.taken[0]).toContain('Content-Language: fr');
    expect(await sendOne(db.engine, transport)).toBe('nothing');
  });

  it('does not know of a message whose transaction was rolled back', async () => {
    const rolledBack = db.app.transaction(async (session) => {
      await enqueue(session, message);
      throw new Error('changed my mind');
    });
    await expect(rolledBack).rejects.toThrow('changed my mind');
    expect(await sendOne(db.engine, transport)).toBe('nothing');
  });

  it('never lets the application read a text back', async () => {
    await write();
    await expect(db.app.session.query('select body from outbox.message')).rejects.toThrow('permission denied');
    await expect(db.app.session.query('select subject from outbox.message')).rejects.toThrow('permission denied');
  });

  it.each([
    ['a server that refuses the address', 'refuses', 'refused', [['refused', 1, 550]]],
    ['a server that asks for patience', 'defers', 'later', [['waiting', 1, 451]]],
    ['a server that hangs up after it took the text', 'hangs-up', 'later', [['waiting', 1, null]]],
  ] as const)('%s leaves the message in the right state', async (_name, mood, outcome, state) => {
    server.mood = mood;
    await write();
    expect(await sendOne(db.engine, transport)).toBe(outcome);
    expect(await states()).toEqual(state);
  });

  it('gives a server that never answers eight seconds, and tries again later', async () => {
    server.mood = 'hangs';
    await write();
    const before = performance.now();
    expect(await sendOne(db.engine, transport)).toBe('later');
    expect(performance.now() - before).toBeLessThan(12_000);
    expect(await states()).toEqual([['waiting', 1, null]]);
  }, 30_000);

  it('sends a copy under the same Message-ID when it died between the server’s word and its own commit', async () => {
    const id = await write();
    const died = db.engine.transaction(async () => {
      // What a killed process leaves: the mail is gone, and nothing is written down about it.
      await transport.send({ id, ...message });
      throw new Error('killed');
    });
    await expect(died).rejects.toThrow('killed');
    expect(await sendOne(db.engine, transport)).toBe('sent');
    const ids = server.taken.map((mail) => /Message-ID: (\S+)/.exec(mail)?.[1]);
    expect(ids).toEqual([`<${id}@example.org>`, `<${id}@example.org>`]);
  });

  it('waits longer after each try and gives up after the last, in about two days', async () => {
    server.mood = 'defers';
    await write();
    for (let i = 0; i < mostTries; i += 1) {
      await hurry();
      await sendOne(db.engine, transport);
    }
    expect(await states()).toEqual([['refused', mostTries, 451]]);
    const whole = Array.from({ length: mostTries - 1 }, (_, i) => pauseAfter(i + 1)).reduce((sum, pause) => sum + pause, 0);
    expect(whole / 3600).toBeGreaterThan(20);
    expect(whole / 3600).toBeLessThan(50);
  });

  it('gives two processes different messages', async () => {
    await write({ to: 'one@example.fr' });
    await write({ to: 'two@example.fr' });
    expect(await Promise.all([sendOne(db.engine, transport), sendOne(db.engine, transport)])).toEqual(['sent', 'sent']);
    expect(server.taken.map((mail) => /To: (\S+)/.exec(mail)?.[1]).sort()).toEqual(['one@example.fr', 'two@example.fr']);
  });

  it('does not send a link that is no longer good', async () => {
    const id = await write({ goodForMinutes: 60 });
    await db.owner.session.query(`update outbox.message set good_until = clock_timestamp() - interval '1 second' where id = $1`, [id]);
    expect(await sendOne(db.engine, transport)).toBe('expired');
    expect(server.taken).toEqual([]);
  });

  it('sends a refused one again only when somebody says so', async () => {
    server.mood = 'refuses';
    const id = await write();
    await sendOne(db.engine, transport);
    server.mood = 'takes';
    expect(await sendOne(db.engine, transport)).toBe('nothing');
    expect(await sendAgain(db.app.session, id)).toBe(true);
    expect(await sendOne(db.engine, transport)).toBe('sent');
    expect(await sendAgain(db.app.session, id)).toBe(false);
  });

  it('leaves a server that is down alone after three messages, and keeps the rest for the next look', async () => {
    server.mood = 'defers';
    for (let i = 0; i < 6; i += 1) await write();
    expect(await sendWaiting(db.engine, transport)).toEqual({ sent: 0, refused: 0, expired: 0, later: 3 });
    expect(await readOutboxFigures(db.engine.session)).toMatchObject({ waiting: 6, refused: 0 });
  });

  it('forgets a message whole thirty days after its end, and none that waits', async () => {
    const [over, recent, waiting] = [await write(), await write(), await write()];
    await db.owner.session.query(`update outbox.message set state = 'sent', ended_at = now() - interval '30 days 1 minute' where id = $1`, [over]);
    await db.owner.session.query(`update outbox.message set state = 'sent', ended_at = now() - interval '29 days 23 hours' where id = $1`, [recent]);
    await db.owner.session.query(`update outbox.message set created_at = now() - interval '90 days' where id = $1`, [waiting]);
    await endOldMessages(db.owner.session);
    expect((await db.owner.session.query<{ id: string }>('select id from outbox.message')).map(({ id }) => id).sort()).toEqual([recent, waiting].sort());
  });

  it('refuses by itself, whoever writes, an address that is two', async () => {
    const insert = `insert into outbox.message (kind, address, subject, body, language) values ('x', $1, 's', 't', 'fr')`;
    await expect(db.app.session.query(insert, ['a@example.fr,b@example.fr'])).rejects.toThrow();
    await expect(db.app.session.query(insert, ['a@example.fr\nBcc: b@example.fr'])).rejects.toThrow();
  });
});
