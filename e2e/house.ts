import type { ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { ended, eventually, Stack } from './stack';

export const password = 'violet river stone 42';

/** A port nobody listens on just now. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** API, worker and console as they are started, over the demo company; and a browser to walk through them. */
export class House {
  private constructor(
    readonly stack: Stack,
    readonly url: string,
    private readonly browser: Browser,
    private readonly processes: ChildProcess[],
    readonly troubles: string[],
  ) {}

  /** @param options.mail with a mail server that keeps each message as a file in `mail` of the stack's folder @param options.outboundHosts hosts inside that messages to other systems may go to */
  static async open(options: { readonly mail?: true; readonly outboundHosts?: string } = {}): Promise<House> {
    const port = await freePort();
    const stack = await Stack.create({ redis: true, port });
    await stack.seed();
    const url = `http://127.0.0.1:${port}`;
    const smtp = options.mail ? await freePort() : null;
    const mail = smtp === null ? [] : [stack.spawn('tools/services/mail-capture.mjs', [String(smtp), join(stack.folder, 'mail')])];
    const post: Record<string, string> = {
      ...(smtp !== null && { OUBLI_SMTP_URL: `smtp://127.0.0.1:${smtp}`, OUBLI_MAIL_FROM: 'demo@oubli.example' }),
      ...(options.outboundHosts !== undefined && { OUBLI_OUTBOUND_HOSTS: options.outboundHosts }),
    };
    const processes = [stack.spawn('apps/api/dist/main.js', [], { OUBLI_PORT: String(port), ...post }), stack.worker(post), ...mail];
    await eventually(async () => (await fetch(`${url}/health/ready`).catch(() => null))?.status === 200, 60_000, 'API and worker are ready');
    const { findChromium } = (await import('../tools/services/chromium.mjs')) as { findChromium: () => string | null };
    const browser = await chromium.launch({
      executablePath: findChromium() ?? '',
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    return new House(stack, url, browser, processes, []);
  }

  /** A browser of somebody who reads that language; what goes wrong in its pages is written down. */
  async visitor(language: 'fr' | 'en', options: Parameters<Browser['newContext']>[0] = {}): Promise<{ page: Page; context: BrowserContext }> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: this.url, ...options });
    await context.addInitScript((chosen) => localStorage.getItem('oubli.language') ?? localStorage.setItem('oubli.language', chosen), language);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => this.troubles.push(`${page.url()} threw ${error.message}`));
    page.on('response', (response) => void (response.status() >= 500 && this.troubles.push(`${response.url()} answered ${response.status()}`)));
    page.on('console', (message) => void (/Content Security Policy|TrustedHTML|ERROR/.test(message.text()) && this.troubles.push(`${page.url()} said ${message.text().slice(0, 200)}`)));
    return { page, context };
  }

  /** Somebody with these roles, invited by command, with her password set. */
  async account(email: string, roles: string): Promise<void> {
    const { output, code } = await this.stack.command(['user', 'invite', email, '--name', `Test ${roles.split(',')[0] ?? ''}`, '--roles', roles, '--json'], { OUBLI_URL: this.url });
    if (code !== 0) throw new Error('The invitation was refused.');
    const { link } = JSON.parse(output) as { link: string };
    const answer = await fetch(`${this.url}/api/v1/password-links`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token: link.split('#')[1], password }) });
    if (answer.status !== 200) throw new Error(`The link was answered ${answer.status}.`);
  }

  /** Signs in at the door and lands on a page. */
  async signIn(page: Page, email: string, to = '/'): Promise<void> {
    await page.goto(`/sign-in?return=${encodeURIComponent(to)}`);
    await page.fill('#email', email);
    await page.fill('#password', password);
    await page.click('button[type=submit]');
    await page.waitForURL((url) => url.pathname === to.split('?')[0]);
  }

  /** Messages that arrived at the mail server, whole, as it was handed them. */
  arrived(): readonly string[] {
    const folder = join(this.stack.folder, 'mail');
    return existsSync(folder) ? readdirSync(folder).sort().map((file) => readFileSync(join(folder, file), 'utf8')) : [];
  }

  get worker(): ChildProcess {
    const [, worker] = this.processes;
    if (!worker) throw new Error('No worker.');
    return worker;
  }

  async close(): Promise<void> {
    await this.browser.close();
    for (const process of this.processes) {
      const over = ended(process);
      process.kill('SIGTERM');
      await over;
    }
    await this.stack.close();
  }
}
