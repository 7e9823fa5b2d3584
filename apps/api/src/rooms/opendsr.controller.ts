import { Controller, Inject, Req, Res } from '@nestjs/common';
import { type ApiKey, newSecret } from '@oubli/access';
import { loadFieldKeys, loadOpenDsrSigner } from '@oubli/config';
import { type AnswerOf, type InputOf, openDsrIdentities, openDsrKinds, openDsrPrefix, openDsrRoutes as routes, openDsrStatusOf, type OpenDsrAsked, type OpenDsrVersion } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { filesOf, handedPackage, handOver, type PackageDoor, resultsOf } from '@oubli/domains';
import { outsideUrl, type UrlRefusal } from '@oubli/outbound';
import { findHandedOver, type HandedOver, lockRequest, moveRequest, nowOf, statusBodyOf, writeEvent, zip } from '@oubli/rights';
import type { Response } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Actor, ApiRequest } from '../http/actor';
import { OpenDsrRoute } from '../http/opendsr-route.decorator';
import { ProblemError } from '../http/problem.error';
import { Input, Who } from '../http/route.decorator';
import { rawBodyOf } from '../http/safety';
import { sendFile } from '../http/send-file';
import { slow } from '../http/slow';
import { type House, houseToken } from '../tokens';

/** Requests one key may hand over in a minute: each may make a message and a look through every mailbox. */
const handed = { points: 300, duration: 60 } as const;
/** Messages one mailbox is sent in an hour because of what is handed over. */
const written = { points: 5, duration: 3600 } as const;
/** Bytes of a request: twenty identities, ten addresses and the extensions of others. */
const mostBytes = 65_536;

const urlRules: Readonly<Record<UrlRefusal, string>> = { 'no-url': 'is no address', 'not-https': 'does not begin with https://', 'has-credentials': 'holds a name or a password', 'too-long': 'is too long' };

type Created = AnswerOf<typeof routes.create>;
type Status = AnswerOf<typeof routes.read>;
type Cancelled = AnswerOf<typeof routes.cancel>;
type Params = InputOf<typeof routes.read>;

/** Requests of persons from other systems, by OpenDSR 2.0 and by the names of version 1. */
@Controller()
export class OpenDsrController {
  private readonly handing = new RateLimiterMemory(handed);
  private readonly mailboxes = new RateLimiterMemory(written);

  constructor(@Inject(houseToken) private readonly house: House) {}

  private get door(): PackageDoor {
    const { app, engine, keys } = this.house.logins;
    return { app, engine, key: keys.ledger, address: this.house.settings.url };
  }

  @OpenDsrRoute(routes.discover)
  discover(): AnswerOf<typeof routes.discover> {
    return this.described('2.0');
  }

  @OpenDsrRoute(routes.discoverBefore)
  discoverBefore(): AnswerOf<typeof routes.discover> {
    return this.described('1.0');
  }

  @OpenDsrRoute(routes.readCertificate)
  certificate(@Res({ passthrough: true }) response: Response): string {
    response.type('application/x-pem-file');
    return loadOpenDsrSigner(this.house.instance.keysFolder)?.certificate ?? '';
  }

  @OpenDsrRoute(routes.create)
  create(@Input() { body }: InputOf<typeof routes.create>, @Who() actor: Actor, @Req() request: ApiRequest): Promise<Created> {
    return this.take(body, '2.0', actor, request);
  }

  @OpenDsrRoute(routes.createAlias)
  createAlias(@Input() { body }: InputOf<typeof routes.createAlias>, @Who() actor: Actor, @Req() request: ApiRequest): Promise<Created> {
    return this.take(body, '2.0', actor, request);
  }

  @OpenDsrRoute(routes.createBefore)
  createBefore(@Input() { body }: InputOf<typeof routes.createBefore>, @Who() actor: Actor, @Req() request: ApiRequest): Promise<Created> {
    return this.take(body, '1.0', actor, request);
  }

  @OpenDsrRoute(routes.read)
  read(@Input() { params }: Params, @Who() actor: Actor): Promise<Status> {
    return this.status(params.id, actor);
  }

  @OpenDsrRoute(routes.readAlias)
  readAlias(@Input() { params }: Params, @Who() actor: Actor): Promise<Status> {
    return this.status(params.id, actor);
  }

  @OpenDsrRoute(routes.readBefore)
  readBefore(@Input() { params }: Params, @Who() actor: Actor): Promise<Status> {
    return this.status(params.id, actor);
  }

  @OpenDsrRoute(routes.cancel)
  cancel(@Input() { params }: Params, @Who() actor: Actor): Promise<Cancelled> {
    return this.takeBack(params.id, actor);
  }

  @OpenDsrRoute(routes.cancelAlias)
  cancelAlias(@Input() { params }: Params, @Who() actor: Actor): Promise<Cancelled> {
    return this.takeBack(params.id, actor);
  }

  @OpenDsrRoute(routes.cancelBefore)
  cancelBefore(@Input() { params }: Params, @Who() actor: Actor): Promise<Cancelled> {
    return this.takeBack(params.id, actor);
  }

  /** That it was fetched stands on the timeline before its first byte leaves. */
  @OpenDsrRoute(routes.readResults)
  async results(@Input() { params }: Params, @Who() actor: Actor, @Res() response: Response): Promise<void> {
    const known = await this.known(params.id, actor);
    const made = vouches(keyOf(actor)) ? await handedPackage(this.house.logins.engine, known.requestId) : null;
    if (!made) throw new ProblemError('unknown', 'There are no results here, or not any more.');
    await this.house.logins.app.transaction(async (session) => writeEvent(session, await lockRequest(session, known.requestId), 'package-fetched', null, made.id));
    const desk = { engine: this.house.logins.engine, fieldKeys: () => loadFieldKeys(this.house.instance.keysFolder) };
    await sendFile(response, { type: 'application/zip', name: `${made.kind}-${made.madeOn ?? ''}.zip` }, zip(filesOf(desk, made.id)));
  }

  private described(api_version: OpenDsrVersion): AnswerOf<typeof routes.discover> {
    return {
      api_version, supported_identities: [...openDsrIdentities], supported_subject_request_types: [...openDsrKinds],
      processor_certificate: `${this.house.settings.url}${openDsrPrefix}${routes.readCertificate.path}`,
    };
  }

  private async take(asked: OpenDsrAsked, version: OpenDsrVersion, actor: Actor, request: ApiRequest): Promise<Created> {
    const key = keyOf(actor);
    const body = rawBodyOf(request);
    if (body.length > mostBytes) throw new ProblemError('too-large');
    this.refuseInside(asked.status_callback_urls ?? []);
    await slow(this.handing, key.id);
    const mayWrite = (mailbox: string): Promise<boolean> => this.mailboxes.consume(mailbox.toLowerCase()).then(() => true, () => false);
    const taken = await handOver(this.door, { source: key.source, keyId: key.id, vouches: vouches(key), mayWrite }, asked, version, body, newSecret());
    return {
      controller_id: taken.controllerId, expected_completion_time: taken.expectedCompletionTime, received_time: taken.receivedTime, encoded_request: body.toString('base64'), subject_request_id: taken.subjectRequestId,
    };
  }

  private refuseInside(urls: readonly string[]): void {
    const places = urls.flatMap((url, i) => {
      const checked = outsideUrl(url, this.house.settings.outboundHosts);
      return 'refused' in checked ? [{ pointer: `/status_callback_urls/${i}`, detail: urlRules[checked.refused] }] : [];
    });
    if (places.length > 0) throw new ProblemError('bad-request', undefined, places);
  }

  private async status(id: string, actor: Actor): Promise<Status> {
    const known = await this.known(id, actor);
    return statusBodyOf(known, openDsrStatusOf(known.state, known.outcome) === 'completed' ? await resultsOf(this.house.logins.engine, this.house.settings.url, known) : null);
  }

  private async takeBack(id: string, actor: Actor): Promise<Cancelled> {
    return this.house.logins.app.transaction(async (session) => {
      const { requestId } = await this.known(id, actor, session);
      await lockRequest(session, requestId);
      // Read again, now that nobody moves it.
      const known = await this.known(id, actor, session);
      if (openDsrStatusOf(known.state, known.outcome) !== 'pending') throw new ProblemError('conflict', 'Only a request that is pending can be cancelled.');
      await moveRequest(session, requestId, 'withdraw', { mover: 'clerk', id: null });
      return { controller_id: known.controllerId, subject_request_id: known.subjectRequestId, received_time: await nowOf(session), api_version: known.apiVersion };
    });
  }

  /** A request of the key's own source. Those of others are answered as if they did not exist. */
  private async known(id: string, actor: Actor, session: Session = this.house.logins.app.session): Promise<HandedOver> {
    const found = await findHandedOver(session, keyOf(actor).source, id);
    if (!found) throw new ProblemError('unknown', 'There is no such request.');
    return found;
  }
}

const vouches = (key: ApiKey): boolean => key.scopes.includes('identity:attest') || key.scopes.includes('*');

/** The key that asks. @throws ProblemError for somebody signed in to the console, who has rooms of her own */
function keyOf(actor: Actor): ApiKey {
  if (actor.kind !== 'key') throw new ProblemError('forbidden', 'Only a system with an API key hands requests over.');
  return actor.key;
}
