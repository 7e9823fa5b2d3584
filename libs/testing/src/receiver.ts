import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A recipient's endpoint on this machine: what came it remembers, and how it answers a test says. */
export class Receiver {
  readonly received: Received[] = [];
  private readonly server: Server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      this.received.push({ id: String(request.headers['webhook-id']), headers: request.headers, body: Buffer.concat(pieces).toString() });
      this.answer(response, this.received.length);
    });
  });

  /** @param answer how it answers; the second argument counts from 1 */
  constructor(public answer: (response: ServerResponse, nth: number) => void = (response) => void response.writeHead(204).end()) {}

  /** @returns `127.0.0.1:port` */
  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** Answers with a status and headers. */
export const says = (status: number, headers: Readonly<Record<string, string>> = {}) => (response: ServerResponse): void => void response.writeHead(status, headers).end();
