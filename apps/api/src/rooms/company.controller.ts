import { Controller, Headers, Inject, Res } from '@nestjs/common';
import { ActivityService } from '@oubli/access';
import { appoint, correctHolder, readCompany, sirenOf, type StoredEntity, warningsOf, writeAuthority, writeEntity } from '@oubli/company';
import { type ActivityAction, type AnswerOf, api, type InputOf } from '@oubli/contracts';
import type { Response } from 'express';
import { type Actor, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';

type Entity = AnswerOf<typeof api.writeEntity>;

/** Who the company is: what its public page and its letters say about it. */
@Controller()
export class CompanyController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  private get app() {
    return this.house.logins.app;
  }

  @Route(api.readCompany)
  async read(): Promise<AnswerOf<typeof api.readCompany>> {
    const { controller, host, holders, authority } = await readCompany(this.app.session);
    return { controller: controller && described(controller), host: host && described(host), holders: [...holders], authority };
  }

  @Route(api.writeEntity)
  async write(
    @Input() { params, body }: InputOf<typeof api.writeEntity>, @Who() actor: Actor, @Headers('if-match') match: string | undefined, @Res({ passthrough: true }) response: Response,
  ): Promise<Entity> {
    const { user } = userOf(actor).signedIn;
    const known = (await readCompany(this.app.session))[params.role];
    if (known && match === undefined) throw new ProblemError('match-needed');
    const etag = /^"([0-9a-f-]{36})"$/.exec(match ?? '')?.[1] ?? null;
    if (match !== undefined && (etag === null || known?.etag !== etag)) throw new ProblemError('stale');
    const written = await writeEntity(this.app.session, params.role, body, etag);
    response.set('ETag', `"${written.etag}"`);
    await this.note(user.personId, `company.${params.role}-written`);
    return described(written);
  }

  @Route(api.appoint)
  async appoint(@Input() { body }: InputOf<typeof api.appoint>, @Who() actor: Actor): Promise<AnswerOf<typeof api.appoint>> {
    const { user } = userOf(actor).signedIn;
    const { office, validFrom, ...holder } = body;
    const taken = await this.app.transaction((session) => appoint(session, office, holder, validFrom));
    await this.note(user.personId, `company.${office}-appointed`);
    return taken;
  }

  @Route(api.correctHolder)
  async correct(@Input() { params, body }: InputOf<typeof api.correctHolder>, @Who() actor: Actor): Promise<AnswerOf<typeof api.correctHolder>> {
    const { user } = userOf(actor).signedIn;
    const { validTo, ...holder } = body;
    const corrected = await this.app.transaction((session) => correctHolder(session, params.id, holder, validTo));
    await this.note(user.personId, `company.${corrected.office}-corrected`);
    return corrected;
  }

  @Route(api.writeAuthority)
  async authority(@Input() { body }: InputOf<typeof api.writeAuthority>, @Who() actor: Actor): Promise<AnswerOf<typeof api.writeAuthority>> {
    const { user } = userOf(actor).signedIn;
    const written = await writeAuthority(this.app.session, body);
    await this.note(user.personId, 'company.authority-written');
    return written;
  }

  private async note(personId: string, action: ActivityAction): Promise<void> {
    await this.activity.record({ personId, area: 'rights', action, aboutType: 'company' });
  }
}

function described({ role: _role, ...entity }: StoredEntity): Entity {
  return { ...entity, siren: sirenOf(entity), warnings: [...warningsOf(entity)] };
}
