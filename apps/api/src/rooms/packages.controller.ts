import { Controller, Inject, Req, Res } from '@nestjs/common';
import { ActivityService, newSecret } from '@oubli/access';
import { loadFieldKeys } from '@oubli/config';
import { type ActivityAction, type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { beginPackage, decideRedactions, type Desk, filesOf, makePackage, openPackageLink, type PackageDoor, packageEnd, packagesOf, proposalsOf, readPackage, sendPackageLink, type StoredPackage } from '@oubli/domains';
import { todayOf } from '@oubli/retention';
import { zip } from '@oubli/rights';
import type { Response } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type Actor, type ApiRequest, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { sendFile } from '../http/send-file';
import { slow } from '../http/slow';
import { type House, houseToken } from '../tokens';

/** Links one address may try in an hour: 256 bits are not guessed, and need not be asked about either. */
const tried = { points: 60, duration: 3600 } as const;

type Shown = AnswerOf<typeof api.beginPackage>;

/** What a person is given of everything held about her, or of what she provided: looked through by a human, sealed, and gone after thirty days. */
@Controller()
export class PackagesController {
  private readonly links = new RateLimiterMemory(tried);

  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  private get desk(): Desk {
    return { engine: this.house.logins.engine, fieldKeys: () => loadFieldKeys(this.house.instance.keysFolder) };
  }

  private get door(): PackageDoor {
    const { app, engine, keys } = this.house.logins;
    return { app, engine, key: keys.ledger, address: this.house.settings.url };
  }

  @Route(api.listPackages)
  async list(@Input() { params }: InputOf<typeof api.listPackages>): Promise<AnswerOf<typeof api.listPackages>> {
    const results: Shown[] = [];
    for (const made of await packagesOf(this.desk.engine.session, params.id)) results.push(await this.shown(made));
    const today = await todayOf(this.desk.engine.session);
    return { results: results.filter((made) => !isOver(made, today)) };
  }

  @Route(api.beginPackage)
  async begin(@Input() { params, body }: InputOf<typeof api.beginPackage>, @Who() actor: Actor): Promise<Shown> {
    const id = await beginPackage(this.desk, params.id, body.kind, body.language);
    if (id === null) throw new ProblemError('unknown', 'There is no such person.');
    await this.note(actor, `package.begun ${body.kind}`, id);
    return this.open(id);
  }

  @Route(api.readPackage)
  async read(@Input() { params }: InputOf<typeof api.readPackage>, @Who() actor: Actor): Promise<AnswerOf<typeof api.readPackage>> {
    const made = await this.open(params.id);
    // Written down before anything is shown.
    await this.note(actor, 'package.read', params.id);
    return { ...made, redactions: await proposalsOf(this.desk, made) };
  }

  @Route(api.decideRedactions)
  async decide(@Input() { params, body }: InputOf<typeof api.decideRedactions>, @Who() actor: Actor): Promise<void> {
    await this.open(params.id);
    if (!(await decideRedactions(this.desk, params.id, body.decisions))) throw new ProblemError('conflict', 'The package was made: begin another.');
    await this.note(actor, 'package.redactions decided', params.id);
  }

  @Route(api.makePackage)
  async make(@Input() { params }: InputOf<typeof api.makePackage>, @Who() actor: Actor): Promise<Shown> {
    await this.open(params.id);
    const made = await makePackage(this.desk, params.id);
    if (made === null) throw new ProblemError('conflict', 'The package was made already.');
    await this.note(actor, `package.made ${made.kind}`, params.id);
    return this.shown(made);
  }

  @Route(api.downloadPackage)
  async download(@Input() { params }: InputOf<typeof api.downloadPackage>, @Who() actor: Actor, @Res() response: Response): Promise<void> {
    const made = await this.open(params.id);
    if (made.state !== 'made') throw new ProblemError('conflict', 'The package is not made yet.');
    await this.note(actor, 'package.downloaded', params.id);
    await this.hand(response, made);
  }

  @Route(api.sendPackageLink)
  async sendLink(@Input() { params, body }: InputOf<typeof api.sendPackageLink>, @Who() actor: Actor): Promise<AnswerOf<typeof api.sendPackageLink>> {
    const goodForDays = await sendPackageLink(this.door, params.id, body.packageId, { mover: 'officer', id: userOf(actor).signedIn.user.id }, newSecret());
    await this.note(actor, 'package.link sent', body.packageId);
    return { goodForDays };
  }

  @Route(api.fetchPackage)
  async fetch(@Input() { body }: InputOf<typeof api.fetchPackage>, @Req() request: ApiRequest, @Res() response: Response): Promise<void> {
    await slow(this.links, request.ip ?? '');
    const made = await openPackageLink(this.door, body.token);
    if (!made) throw new ProblemError('gone', 'This link is not good any more.');
    await this.hand(response, made);
  }

  private hand(response: Response, { id, kind, madeOn }: Pick<StoredPackage, 'id' | 'kind' | 'madeOn'>): Promise<void> {
    return sendFile(response, { type: 'application/zip', name: `${kind}-${madeOn ?? ''}.zip` }, zip(filesOf(this.desk, id)));
  }

  /** @throws ProblemError for one that is not there, or is over */
  private async open(id: string): Promise<Shown> {
    const session = this.desk.engine.session;
    const made = await readPackage(session, id);
    if (!made) throw new ProblemError('unknown', 'There is no such package, or it is no longer held.');
    const shown = await this.shown(made);
    if (isOver(shown, await todayOf(session))) throw new ProblemError('gone', 'The package has expired.');
    return shown;
  }

  private async shown(made: StoredPackage): Promise<Shown> {
    return { ...made, expiresOn: await packageEnd(this.desk.engine, made.id) };
  }

  private async note(actor: Actor, action: ActivityAction, aboutId: string): Promise<void> {
    await this.activity.record({ personId: userOf(actor).signedIn.user.personId, area: 'rights', action, aboutType: 'access-package', aboutId });
  }
}

const isOver = ({ expiresOn }: Shown, today: string): boolean => expiresOn !== null && expiresOn <= today;
