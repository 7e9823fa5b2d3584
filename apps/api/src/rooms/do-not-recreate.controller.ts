import { Controller, Inject } from '@nestjs/common';
import { ActivityService } from '@oubli/access';
import { type ActivityAction, type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { countList, endEntries, findOnList, type Identifiers, keepEntries, keyedHashes, listRefusals, takeOffList, withKey } from '@oubli/do-not-recreate';
import { campaignsGoOn, countFeeds, type GivenIdentifiers, identifiersOf, listReturns, readIdentifiers, toldReturn } from '@oubli/domains';
import { todayOf } from '@oubli/retention';
import { type Actor, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';

type Typed = InputOf<typeof api.searchDoNotRecreate>['body'];
type Return = AnswerOf<typeof api.readDoNotRecreate>['returns'][number];

/** The do-not-recreate list, for the protection officer at the console; no API key sees more of it than `refused`. */
@Controller()
export class DoNotRecreateController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  private get session() {
    return this.house.logins.app.session;
  }

  @Route(api.readDoNotRecreate)
  async read(@Who() actor: Actor): Promise<AnswerOf<typeof api.readDoNotRecreate>> {
    userOf(actor);
    const [waiting] = await this.session.query<{ n: number }>(countFeeds);
    return {
      key: this.house.logins.listKeys.list() === null ? 'lost' : 'there', campaigns: await campaignsGoOn(this.session), waiting: waiting?.n ?? 0,
      counts: await countList(this.session, await todayOf(this.session)), refusals: await listRefusals(this.session), returns: await this.session.query<Return>(listReturns),
    };
  }

  @Route(api.searchDoNotRecreate)
  async search(@Input() { body }: InputOf<typeof api.searchDoNotRecreate>, @Who() actor: Actor): Promise<AnswerOf<typeof api.searchDoNotRecreate>> {
    userOf(actor);
    const who = readTyped(body);
    const key = withKey(this.house.logins.listKeys.list());
    await this.note(actor, 'do-not-recreate.searched');
    return { enough: keyedHashes(who, key).length > 0, entries: await findOnList(this.session, key, who) };
  }

  @Route(api.takeOffDoNotRecreate)
  async takeOff(@Input() { body }: InputOf<typeof api.takeOffDoNotRecreate>, @Who() actor: Actor): Promise<AnswerOf<typeof api.takeOffDoNotRecreate>> {
    userOf(actor);
    const { reason, ...typed } = body;
    const taken = await takeOffList(this.session, withKey(this.house.logins.listKeys.list()), readTyped(typed));
    if (taken.length === 0) throw new ProblemError('unknown', 'Nobody on the list is known by these identifiers.');
    await this.note(actor, `do-not-recreate.taken-off: ${reason}`);
    return { taken: taken.length };
  }

  @Route(api.answerReturn)
  async answerReturn(@Input() { params, body }: InputOf<typeof api.answerReturn>, @Who() actor: Actor): Promise<void> {
    userOf(actor);
    const { app, listKeys } = this.house.logins;
    const key = body.takeOff ? withKey(listKeys.list()) : null;
    const personId = await app.transaction(async (session) => {
      const [told] = await session.query<{ personId: string }>(toldReturn, [params.id, await todayOf(session)]);
      if (!told) throw new ProblemError('unknown', 'There is no such task, or it was done.');
      const who = key === null ? null : await identifiersOf(session, told.personId, listKeys.fields);
      if (key !== null && who !== null) await takeOffList(session, key, who);
      return told.personId;
    });
    await this.note(actor, body.takeOff ? 'do-not-recreate.taken-off: came-back' : 'do-not-recreate.told', personId);
  }

  @Route(api.reviewDoNotRecreate)
  async review(@Input() { body }: InputOf<typeof api.reviewDoNotRecreate>, @Who() actor: Actor): Promise<AnswerOf<typeof api.reviewDoNotRecreate>> {
    userOf(actor);
    const today = await todayOf(this.session);
    const hashes = await (body.decision === 'keep' ? keepEntries(this.session, today) : endEntries(this.session, today));
    await this.note(actor, `do-not-recreate.reviewed: ${body.decision}`);
    return { hashes };
  }

  private note(actor: Actor, action: ActivityAction, personId?: string): Promise<void> {
    return this.activity.record({ personId: userOf(actor).signedIn.user.personId, area: 'rights', action, aboutType: personId === undefined ? 'do-not-recreate' : 'person', ...(personId !== undefined && { aboutId: personId }) });
  }
}

function readTyped({ email, firstName, lastName, birthName, birthDate, phone, iban, siret }: Typed): Identifiers {
  const list = (value: string | undefined): string[] => (value === undefined ? [] : [value]);
  const given: GivenIdentifiers = {
    firstName: firstName ?? null, lastName: lastName ?? null, birthName: birthName ?? null, birthDate: birthDate ?? null,
    emails: list(email), phones: list(phone), ibans: list(iban), sirets: list(siret),
  };
  const who = readIdentifiers(given);
  const wrong = ([['/email', email, who.emails], ['/phone', phone, who.phones], ['/iban', iban, who.ibans], ['/siret', siret, who.sirets]] as const).filter(([, value, read]) => value !== undefined && read.length === 0);
  if (wrong.length > 0) throw new ProblemError('bad-request', undefined, wrong.map(([pointer]) => ({ pointer, detail: 'is not of this form' })));
  return who;
}
