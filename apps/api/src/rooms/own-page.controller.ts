import { Controller, Inject, Req, Res } from '@nestjs/common';
import { csrfTokenOf, newSecret } from '@oubli/access';
import { type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { fileFromPage, heldForHer, type PageDoor, sendPageLink } from '@oubli/domains';
import { refuseSocialSecurityNumber } from '@oubli/people';
import { disclosuresOf } from '@oubli/recipients';
import { loadSchedule, todayOf } from '@oubli/retention';
import { endPage, identityMode, linkMinutes, loadRegister, pageMinutes, proofNeeded, startPage, usePageLink } from '@oubli/rights';
import type { Response } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type ApiRequest, pageOf } from '../http/actor';
import { askedCookie, cookieOf, pageCookie, setCookie } from '../http/cookie';
import { atEvenPace } from '../http/even-pace';
import { ProblemError } from '../http/problem.error';
import { Input, Route } from '../http/route.decorator';
import { slow } from '../http/slow';
import { type House, houseToken } from '../tokens';

/** Links an address may ask for and try in an hour, messages a mailbox is sent, and requests a page may file. */
const limits = { asked: 20, tried: 60, written: 5, filed: 20 } as const;
const anHour = (points: number): RateLimiterMemory => new RateLimiterMemory({ points, duration: 3600 });
const mostDisclosures = 500;

/** A person's own page: a link by mail opens it in the browser that asked, and says nothing to anybody else. */
@Controller()
export class OwnPageController {
  private readonly asked = anHour(limits.asked);
  private readonly tried = anHour(limits.tried);
  private readonly written = anHour(limits.written);
  private readonly filed = anHour(limits.filed);

  constructor(@Inject(houseToken) private readonly house: House) {}

  private get door(): PageDoor {
    const { app, engine, keys } = this.house.logins;
    return { app, engine, key: keys.ledger, address: this.house.settings.url };
  }

  /** Same words and same time, whoever is known; a cookie is set for everybody. */
  @Route(api.askOwnPage)
  async ask(@Input() { body }: InputOf<typeof api.askOwnPage>, @Req() request: ApiRequest, @Res({ passthrough: true }) response: Response): Promise<AnswerOf<typeof api.askOwnPage>> {
    await slow(this.asked, request.ip ?? '');
    const browser = newSecret();
    setCookie(request, response, askedCookie, browser, linkMinutes['own-page']);
    await atEvenPace(this.send(body.email, body.language, browser));
    return { sent: 'if-known' };
  }

  @Route(api.openOwnPage)
  async open(@Input() { body }: InputOf<typeof api.openOwnPage>, @Req() request: ApiRequest, @Res({ passthrough: true }) response: Response): Promise<AnswerOf<typeof api.openOwnPage>> {
    await slow(this.tried, request.ip ?? '');
    const { app, key } = this.door;
    const token = newSecret();
    const opened = await app.transaction(async (session) => {
      const holder = await usePageLink(session, key, body.token, cookieOf(request, askedCookie) ?? '');
      if (holder) await startPage(session, key, holder, token);
      return holder !== null;
    });
    if (!opened) throw new ProblemError('gone', 'This link opens nothing here.');
    setCookie(request, response, askedCookie, null, 0);
    setCookie(request, response, pageCookie, token, pageMinutes);
    return { csrfToken: csrfTokenOf(token) };
  }

  @Route(api.readOwnPage)
  async read(@Req() request: ApiRequest): Promise<AnswerOf<typeof api.readOwnPage>> {
    const { page, token } = pageOf(request);
    const [app, engine] = [this.door.app.session, this.door.engine.session];
    const shownByMailbox = proofNeeded({ mode: await identityMode(app), kind: 'access', peopleOfMailbox: 1, bankDetails: false, dispute: false, given: ['e-mail-link'] });
    const groups = await heldForHer({ app, engine, schedule: await loadSchedule(engine), secondProof: shownByMailbox.missing > 0, register: await loadRegister(engine) }, page.personId);
    const disclosures = await disclosuresOf(engine, page.personId, mostDisclosures);
    return {
      csrfToken: csrfTokenOf(token), language: page.language, today: await todayOf(engine), endsAt: page.expiresAt,
      groups: groups.map((group) => ({
        ...group, purposes: [...group.purposes], bases: [...group.bases], origins: [...group.origins], legalReferences: [...group.legalReferences], fields: [...group.fields], records: group.records.map((record) => ({ ...record, values: [...record.values] })),
      })),
      disclosures: disclosures.map(({ recipient, category, country, recordType, purpose, disclosedOn }) => ({ recipient, category, country, recordType, purpose, disclosedOn })),
    };
  }

  @Route(api.fileOwnRequest)
  async file(@Input() { body }: InputOf<typeof api.fileOwnRequest>, @Req() request: ApiRequest): Promise<AnswerOf<typeof api.fileOwnRequest>> {
    const { page } = pageOf(request);
    refuseSocialSecurityNumber({ words: body.words }, 'request');
    await slow(this.filed, page.personId);
    const { request: filed, acknowledgement } = await fileFromPage(this.door, page, body.kind, body.words ?? null);
    return { number: filed.number, receivedOn: filed.receivedOn, answerBy: filed.dueLegal, message: acknowledgement.text };
  }

  @Route(api.closeOwnPage)
  async close(@Req() request: ApiRequest, @Res({ passthrough: true }) response: Response): Promise<void> {
    await endPage(this.door.app.session, this.door.key, pageOf(request).token);
    setCookie(request, response, pageCookie, null, 0);
  }

  private async send(mailbox: string, language: 'fr' | 'en' | 'de', browser: string): Promise<void> {
    // Whoever is written to too often is not written to; the answer stays the same.
    if (!(await this.written.consume(mailbox.toLowerCase()).then(() => true, () => false))) return;
    await sendPageLink(this.door, { mailbox, language }, newSecret(), browser);
  }
}
