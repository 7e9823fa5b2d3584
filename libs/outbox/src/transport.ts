import { createTransport } from 'nodemailer';
import type { Language } from './message';

export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly language: Language;
}

/** What became of one try. `permanent`: the server has said that trying again changes nothing (5xx, RFC 5321 4.2.1). */
export type Delivery = { readonly kind: 'taken' } | { readonly kind: 'later' | 'permanent'; readonly replyCode: number | null };

/** Hands one mail over, within the seconds it was given; never throws. */
export interface Transport {
  send(mail: Mail): Promise<Delivery>;
}

/** Milliseconds for one mail, whatever the server does: a transaction waits meanwhile. */
const patience = 8000;

const domainOf = (address: string): string => /@([^\s>]+)>?$/.exec(address)?.[1] ?? 'localhost';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Is TLS demanded? Yes, unless the server is this machine or the address says `requireTLS=false`. */
export function demandsTls(url: string): boolean {
  const { hostname, searchParams } = new URL(url);
  return !loopback.has(hostname) && searchParams.get('requireTLS') !== 'false';
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
}

/** A code of 5xx to the address or the text is final; to a sign-in or a greeting it says something of us and the server, not of the message. */
export function deliveryOf({ code, responseCode }: Pick<SmtpError, 'code' | 'responseCode'>): Delivery {
  const final = responseCode !== undefined && responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
  return { kind: final ? 'permanent' : 'later', replyCode: responseCode ?? null };
}

/**
 * Mail over SMTP (RFC 5321). A mail has the same Message-ID at every try, so that a copy sent twice is seen to be one.
 * @param url `smtp://` or `smtps://`, with user and password; @param from address that people may answer to
 */
export function smtpTransport(url: string, from: string): Transport {
  return {
    send: async (mail) => {
      const timeouts = { connectionTimeout: patience / 2, greetingTimeout: patience / 2, socketTimeout: patience, dnsTimeout: patience / 2 };
      const transport = createTransport({ url, requireTLS: demandsTls(url), ...timeouts, disableFileAccess: true, disableUrlAccess: true });
      let timer: NodeJS.Timeout | undefined;
      const over = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error('The mail server took too long.')), patience);
      });
      try {
        const { id, to, subject, text, language } = mail;
        const sent = transport.sendMail({ from, to: { name: '', address: to }, subject, text, messageId: `<${id}@${domainOf(from)}>`, headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' } });
        await Promise.race([sent, over]);
        return { kind: 'taken' };
      } catch (error) {
        return deliveryOf(error as SmtpError);
      } finally {
        clearTimeout(timer);
        transport.close();
      }
    },
  };
}
