import { createVerify, X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What another system's own client knows: the text of OpenDSR 2.0 and nothing of ours. */
export interface Heard {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly text: string;
  readonly headers: Headers;
}

/** A client of OpenDSR, written from the specification alone: it believes nothing that is not signed for the domain it fetched the certificate of. */
export class OpenDsrClient {
  private certificate: X509Certificate | null = null;

  constructor(
    private readonly base: string,
    private readonly key: string,
    private readonly names: 'DSR' | 'GDPR' = 'DSR',
  ) {}

  /** Reads discovery and fetches the certificate it names. */
  async discover(path = '/discovery'): Promise<Record<string, unknown>> {
    const answer = await fetch(`${this.base}${path}`);
    const text = await answer.text();
    const found = JSON.parse(text) as Record<string, unknown>;
    // The address in discovery is the public one; in a test the same server is reached by its port.
    const { pathname } = new URL(String(found['processor_certificate']));
    this.certificate = new X509Certificate(await (await fetch(new URL(pathname, this.base))).text());
    this.verify(text, answer.headers);
    return found;
  }

  /** @throws Error where domain, certificate and signature do not fit the bytes that came */
  verify(text: string, headers: Headers): void {
    const domain = headers.get(`x-open${this.names.toLowerCase()}-processor-domain`) ?? '';
    const signature = headers.get(`x-open${this.names.toLowerCase()}-signature`) ?? '';
    if (!this.certificate) throw new Error('No certificate was fetched.');
    if (!this.certificate.subjectAltName?.split(', ').includes(`DNS:${domain}`)) throw new Error(`The certificate is not made out to ${domain}.`);
    if (!createVerify('RSA-SHA256').update(text, 'utf8').verify(this.certificate.publicKey, signature, 'base64')) throw new Error('The signature does not fit the body.');
  }

  async send(method: string, path: string, body?: unknown): Promise<Heard> {
    const answer = await fetch(`${this.base}${path}`, {
      method, headers: { Authorization: `Bearer ${this.key}`, ...(body !== undefined && { 'Content-Type': 'application/json' }) }, ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    this.verify(text, answer.headers);
    return { status: answer.status, text, headers: answer.headers, body: JSON.parse(text) as Record<string, unknown> };
  }
}

export interface Callback {
  readonly path: string;
  readonly text: string;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

/** A local server to which callbacks go; answers what it is told to, 202 when nothing is said. */
export class CallbackServer {
  readonly heard: Callback[] = [];
  readonly answers: number[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<CallbackServer> {
    const server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => void pieces.push(piece));
      request.on('end', () => {
        const text = Buffer.concat(pieces).toString('utf8');
        const headers = new Headers(Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]));
        opened.heard.push({ path: request.url ?? '', text, headers, body: JSON.parse(text) as Record<string, unknown> });
        response.writeHead(opened.answers.shift() ?? 202, { location: 'http://127.0.0.1:1/' }).end();
      });
    });
    const opened = new CallbackServer(server);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return opened;
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
