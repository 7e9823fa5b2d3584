import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { outsideUrl } from './outside-url';
import { type Guard, postOutside, usualGuard } from './post';

interface Heard {
  readonly method: string;
  readonly host: string;
  readonly body: string;
}

describe('writing to an address somebody else named', () => {
  let server: Server;
  let port: number;
  let answer: RequestListener;
  let heard: Heard[];
  let lookedUp: string[];

  const textOf = async (request: IncomingMessage): Promise<string> => {
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  };

  beforeAll(async () => {
    server = createServer((request, response) => {
      void textOf(request).then((body) => {
        heard.push({ method: request.method ?? '', host: request.headers.host ?? '', body });
        answer(request, response);
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    heard = [];
    lookedUp = [];
    answer = (_request, response) => void response.writeHead(202).end('taken');
  });

  /** A guard for which every name leads to the addresses given, one list a look. */
  const guard = (addresses: readonly (readonly string[])[], allowed: readonly string[] = [], patience = 5000): Guard => ({
    ...usualGuard(allowed), patience,
    resolve: (name) => {
      lookedUp.push(name);
      return Promise.resolve(addresses[lookedUp.length - 1] ?? []);
    },
  });
  const post = (url: string, by: Guard) => postOutside({ url, body: Buffer.from('{"a":1}'), headers: { 'Content-Type': 'application/json' } }, by);

  it('posts body and name to the address that was looked up, and hears the answer', async () => {
    const name = `relay.example:${port}`;
    expect(await post(`http://${name}/in`, guard([['127.0.0.1']], [name]))).toEqual({ kind: 'answered', status: 202, retryAfter: null, body: Buffer.from('taken') });
    expect(heard).toEqual([{ method: 'POST', host: name, body: '{"a":1}' }]);
    expect(lookedUp).toEqual(['relay.example']);
  });

  it.each([['127.0.0.1'], ['10.0.0.8'], ['169.254.169.254'], ['::1'], ['::ffff:127.0.0.1'], ['fd00:ec2::254'], ['8.8.8.8', '127.0.0.1']])('connects to nothing where the name leads to %s %s', async (...addresses) => {
    expect(await post(`https://callback.example:${port}/`, guard([addresses]))).toEqual({ kind: 'failed', reason: 'inside-address' });
    expect(heard).toEqual([]);
  });

  it.each(['https://127.0.0.1/', 'https://2130706433/', 'https://0x7f000001/', 'https://0177.0.0.1/', 'https://127.1/', 'https://[::1]/', 'https://[::ffff:7f00:1]/', 'https://169.254.169.254/latest/meta-data'])('takes %s for the inside address it is', async (url) => {
    expect(await post(url, guard([]))).toEqual({ kind: 'failed', reason: 'inside-address' });
    expect(lookedUp).toEqual([]);
  });

  it('resolves a name once a try, so that one that changes its mind leads nowhere else', async () => {
    const rebinding = guard([['127.0.0.1'], ['10.0.0.8'], ['8.8.8.8']], [`relay.example:${port}`]);
    expect((await post(`http://relay.example:${port}/`, rebinding)).kind).toBe('answered');
    expect(lookedUp).toHaveLength(1);
    expect(await post('https://elsewhere.example/', rebinding)).toEqual({ kind: 'failed', reason: 'inside-address' });
    expect(lookedUp).toHaveLength(2);
  });

  it('follows no redirect', async () => {
    answer = (_request, response) => void response.writeHead(307, { location: `http://127.0.0.1:${port}/inside` }).end();
    expect(await post(`http://127.0.0.1:${port}/`, guard([], [`127.0.0.1:${port}`]))).toMatchObject({ kind: 'answered', status: 307 });
    expect(heard).toHaveLength(1);
  });

  it('waits no longer than it was told, for a name or for an answer', async () => {
    answer = () => undefined;
    const allowed = [`127.0.0.1:${port}`];
    expect(await post(`http://127.0.0.1:${port}/`, guard([], allowed, 150))).toEqual({ kind: 'failed', reason: 'too-slow' });
    const silent: Guard = { ...usualGuard([]), patience: 50, resolve: () => new Promise(() => undefined) };
    expect(await post('https://slow.example/', silent)).toEqual({ kind: 'failed', reason: 'too-slow' });
  });

  it('gives up an answer that comes byte by byte', async () => {
    answer = (_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    };
    expect(await post(`http://127.0.0.1:${port}/`, guard([], [`127.0.0.1:${port}`], 200))).toEqual({ kind: 'failed', reason: 'too-slow' });
  });

  it('reads no more of an answer than it was told', async () => {
    answer = (_request, response) => void response.writeHead(200, { 'retry-after': '7' }).end(Buffer.alloc(1_000_000, 'x'));
    const posted = await post(`http://127.0.0.1:${port}/`, guard([], [`127.0.0.1:${port}`]));
    expect(posted).toMatchObject({ kind: 'answered', status: 200, retryAfter: '7' });
    expect(posted.kind === 'answered' && posted.body.length).toBe(16_384);
  });

  it('says that nobody is there, and that there is no such name', async () => {
    answer = (request) => void request.socket.destroy();
    expect(await post(`http://127.0.0.1:${port}/`, guard([], [`127.0.0.1:${port}`]))).toEqual({ kind: 'failed', reason: 'no-connection' });
    expect(await post('https://nowhere.example/', guard([]))).toEqual({ kind: 'failed', reason: 'no-such-name' });
    const refusing: Guard = { ...usualGuard([]), resolve: () => Promise.reject(new Error('ENOTFOUND')) };
    expect(await post('https://nowhere.example/', refusing)).toEqual({ kind: 'failed', reason: 'no-such-name' });
  });

  it.each([
    ['http://callback.example/', 'not-https'], ['ftp://callback.example/', 'not-https'], ['file:///etc/passwd', 'not-https'], ['https://name:word@callback.example/', 'has-credentials'], ['callback', 'no-url'], [`https://callback.example/${'a'.repeat(2000)}`, 'too-long'],
    ['http://relay.example:81/', 'not-https'],
  ] as const)('refuses %s', (url, refused) => expect(outsideUrl(url, ['relay.example', 'relay.example:80'])).toEqual({ refused }));

  it('takes https, and http where the host is allowed by name', () => {
    expect(outsideUrl('https://callback.example:8443/a?b=c', [])).toHaveProperty('url');
    expect(outsideUrl('http://relay.example/in', ['relay.example'])).toHaveProperty('url');
  });
});
