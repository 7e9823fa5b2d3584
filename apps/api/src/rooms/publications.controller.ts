import { Controller, Inject, Res } from '@nestjs/common';
import { ActivityService, type ConsoleUser, rolesWith, UsersService } from '@oubli/access';
import { companyOn, type LegalEntity, sirenOf, siretOf } from '@oubli/company';
import { type ActivityAction, type AnswerOf, api, type InputOf } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { domainRegistry } from '@oubli/domains';
import {
  type Approval, blocksOf, decide, differences, findingsIn, textsBefore, textsOf, waiversOf, type PolicyTexts, type DraftPublication, examineDrafts, listApprovals, loadSchedule, publishDrafts, type Publication, releaseHold, requestApproval, todayOf,
} from '@oubli/retention';
import type { Response } from 'express';
import { type Actor, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';

type PublicationRow = AnswerOf<typeof api.listPublications>['results'][number];
type ApprovalRow = AnswerOf<typeof api.decideApproval>;

const aloneAfter = 24 * 3_600_000;
const deciders = rolesWith('approvals:decide');

/** Publications of the privacy policy, and what waits for a second person. */
@Controller()
export class PublicationsController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly users: UsersService,
    private readonly activity: ActivityService,
  ) {}

  @Route(api.listPublications)
  async list(): Promise<AnswerOf<typeof api.listPublications>> {
    return { results: await publicationRows(this.house.logins.engine.session) };
  }

  /** What is in force today; a publication of a later day is not yet anybody's promise. */
  @Route(api.readPublicPolicy)
  async readPublic(): Promise<AnswerOf<typeof api.readPublicPolicy>> {
    const { session } = this.house.logins.engine;
    const today = await todayOf(session);
    const inForce = (await publicationRows(session)).find((p) => p.effectiveFrom <= today);
    if (!inForce) return null;
    const texts = await textsOf(session, inForce.id);
    return {
      ...inForce, authoritative: texts.find((t) => t.authoritative)?.language ?? null, identity: await identityOn(session, today),
      texts: texts.map(({ language, body }) => ({ language, blocks: blocksOf(body).map((block) => (block.kind === 'list' ? { ...block, items: [...block.items] } : block)) })),
    };
  }

  @Route(api.readPublicationTexts)
  async texts(@Input() { params }: InputOf<typeof api.readPublicationTexts>): Promise<AnswerOf<typeof api.readPublicationTexts>> {
    const { session } = this.house.logins.engine;
    const publication = (await publicationRows(session)).find((p) => p.id === params.id);
    if (!publication) throw new ProblemError('unknown', 'There is no publication of that id.');
    const [texts, before, waivers] = [await textsOf(session, params.id), await textsBefore(session, publication.effectiveFrom), await waiversOf(session, params.id)];
    const nameOf = async (id: string): Promise<string> => (await this.users.byId(id))?.displayName ?? '';
    return {
      texts: texts.map((text) => ({ ...text, differences: [...differences(before.find((b) => b.language === text.language)?.body ?? '', text.body)] })),
      waivers: await Promise.all(waivers.map(async (w) => ({ language: w.language, line: w.line, rule: w.rule, words: w.words, reason: w.reason, waivedBy: await nameOf(w.waivedBy), waivedAt: w.waivedAt }))),
    };
  }

  @Route(api.checkTexts)
  async check(@Input() { body }: InputOf<typeof api.checkTexts>): Promise<AnswerOf<typeof api.checkTexts>> {
    const { session } = this.house.logins.engine;
    const findings = await findingsIn(session, body);
    const before = await textsBefore(session, null);
    return { findings: [...findings], texts: body.bodies.map(({ language, body: text }) => ({ language, differences: [...differences(before.find((b) => b.language === language)?.body ?? '', text.trim())] })) };
  }

  @Route(api.publish)
  async publish(@Input() { body }: InputOf<typeof api.publish>, @Who() actor: Actor, @Res({ passthrough: true }) response: Response): Promise<AnswerOf<typeof api.publish>> {
    const { user } = userOf(actor).signedIn;
    const { engine, app } = this.house.logins;
    const wanted: DraftPublication = { ...body, texts: body.texts && { ...body.texts, waivers: body.texts.waivers.map((w) => ({ ...w, waivedBy: user.id })) } };
    const { stricter } = await examineDrafts(engine, domainRegistry, wanted, this.house.treatmentKeys);
    if (wanted.texts) await assertWaived(engine.session, wanted.texts);
    const codes = body.drafts.map((d) => d.policy).join(', ');
    if (stricter) {
      const approval = await requestApproval(app.session, { kind: 'publication', title: `${body.title}: ${codes}`, reason: body.explanation, payload: wanted, requestedBy: user.id });
      await this.note(user, 'publication.asked', approval.id);
      response.status(202);
      return { state: 'waits', approval: await this.describe(approval, user) };
    }
    const id = await app.transaction((session) => publishDrafts(session, domainRegistry, wanted));
    for (const waiver of wanted.texts?.waivers ?? []) await this.note(user, `publication.waived ${waiver.finding}`, id);
    await this.note(user, 'publication.published', id);
    return { state: 'published', publication: await this.one(id) };
  }

  @Route(api.listApprovals)
  async approvals(@Who() actor: Actor): Promise<AnswerOf<typeof api.listApprovals>> {
    const { user } = userOf(actor).signedIn;
    const rows = await listApprovals(this.house.logins.app.session);
    return { results: await Promise.all(rows.map((approval) => this.describe(approval, user))) };
  }

  @Route(api.decideApproval)
  async decide(@Input() { params, body }: InputOf<typeof api.decideApproval>, @Who() actor: Actor): Promise<ApprovalRow> {
    const { user } = userOf(actor).signedIn;
    const { app, engine } = this.house.logins;
    const others = (await this.users.openWith(deciders)).some((other) => other.id !== user.id);
    const decided = await app.transaction((session) => decide(session, params.id, body.decision, user.id, others, async (approval) => {
      if (approval.kind === 'hold-release') {
        await releaseHold({ session }, { id: holdOf(approval) });
        return;
      }
      const wanted = approval.payload as DraftPublication;
      await examineDrafts(engine, domainRegistry, wanted, this.house.treatmentKeys, true);
      await publishDrafts(session, domainRegistry, wanted);
    }));
    await this.note(user, `approval.${body.decision}`, decided.id);
    return this.describe(decided, user);
  }

  private async one(id: string): Promise<PublicationRow> {
    const found = (await publicationRows(this.house.logins.engine.session)).find((p) => p.id === id);
    if (!found) throw new Error('The publication is not there.');
    return found;
  }

  private async describe(approval: Approval, reader: ConsoleUser): Promise<ApprovalRow> {
    const nameOf = async (id: string | null): Promise<string | null> => (id === null ? null : ((await this.users.byId(id))?.displayName ?? ''));
    const others = (await this.users.openWith(deciders)).some((other) => other.id !== approval.requestedBy);
    return {
      id: approval.id, kind: approval.kind, title: approval.title, reason: approval.reason, requestedBy: (await nameOf(approval.requestedBy)) ?? '', requestedAt: approval.requestedAt,
      aloneFrom: others ? null : new Date(new Date(approval.requestedAt).getTime() + aloneAfter).toISOString(), state: approval.state, decidedBy: await nameOf(approval.decidedBy), decidedAt: approval.decidedAt,
      mine: approval.requestedBy === reader.id,
    };
  }

  private async note(user: ConsoleUser, action: ActivityAction, aboutId: string): Promise<void> {
    await this.activity.record({ personId: user.personId, area: 'retention', action, aboutType: 'publication', aboutId });
  }
}

/** The hold an approval is about. @throws Error when the row holds none */
function holdOf({ payload }: Approval): string {
  const hold: unknown = typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'hold') : undefined;
  if (typeof hold !== 'string') throw new Error('The approval names no hold.');
  return hold;
}

type Identity = NonNullable<NonNullable<AnswerOf<typeof api.readPublicPolicy>>['identity']>;

function entityOf(entity: LegalEntity): Identity['controller'] {
  const { name, legalForm, capital, registerCity, vatNumber, activityCode, street, postcode, city } = entity;
  return { name, legalForm, capital, registerCity, siren: sirenOf(entity), siret: siretOf(entity), vatNumber, activityCode, street, postcode, city };
}

async function identityOn(session: Session, day: string): Promise<Identity | null> {
  const known = await companyOn(session, day);
  if (!known) return null;
  const { controller, host, representative, protectionOfficer, authority } = known;
  return {
    controller: entityOf(controller), host: host && entityOf(host), representative: representative && { name: representative.name ?? '', capacity: representative.capacity ?? '' },
    protectionOfficer: protectionOfficer && { email: protectionOfficer.email ?? '', phone: protectionOfficer.phone }, authority: { name: authority.name, complaintsUrl: authority.complaintsUrl },
  };
}

/** Before anything is frozen or asked of a second person. @throws ProblemError naming language, line and rule of what nobody waived */
async function assertWaived(session: Session, texts: NonNullable<DraftPublication['texts']>): Promise<void> {
  const open = (await findingsIn(session, texts satisfies PolicyTexts)).filter((f) => !texts.waivers.some((w) => w.finding === f.id));
  if (open.length === 0) return;
  throw new ProblemError('refused', 'The text is stopped: mend what was found, or let somebody waive it with a reason. Nothing was changed.', open.map(({ language, line, rule }) => ({ pointer: `/texts/${language}/line/${line}`, detail: rule })));
}

async function publicationRows(session: Session): Promise<PublicationRow[]> {
  const { publications } = await loadSchedule(session);
  const words = await session.query<{ id: string; reason: string; explanation: string }>('select id::text as id, reason, explanation from retention.publication');
  return publications.map((p, i) => rowOf(p, publications[i - 1], words.find((w) => w.id === p.id))).reverse();
}

function rowOf(publication: Publication, before: Publication | undefined, words: { reason: string; explanation: string } | undefined): PublicationRow {
  return {
    id: publication.id, effectiveFrom: publication.effectiveFrom, title: publication.title, reason: words?.reason ?? '', explanation: words?.explanation ?? '',
    versions: publication.versions.map((v) => ({
      policy: v.policy, recordType: v.recordType, number: v.number, active: v.body.active.period, whole: v.body.archived?.period ?? v.body.active.period, legalReference: v.legalReference,
      changed: before !== undefined && !before.versions.some((old) => old.id === v.id),
    })),
  };
}
