import { Controller, Inject, Res } from '@nestjs/common';
import { ActivityService, type ConsoleUser, rolesWith, UsersService } from '@oubli/access';
import { type AnswerOf, api, type InputOf } from '@oubli/contracts';
import type { Session } from '@oubli/database';
import { domainRegistry } from '@oubli/domains';
import {
  type Approval, decide, type DraftPublication, examineDrafts, listApprovals, loadSchedule, publishDrafts, type Publication, releaseHold, requestApproval, todayOf,
} from '@oubli/retention';
import type { Response } from 'express';
import { type Actor, userOf } from '../http/actor';
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
    return (await publicationRows(session)).find((p) => p.effectiveFrom <= today) ?? null;
  }

  @Route(api.publish)
  async publish(@Input() { body }: InputOf<typeof api.publish>, @Who() actor: Actor, @Res({ passthrough: true }) response: Response): Promise<AnswerOf<typeof api.publish>> {
    const { user } = userOf(actor).signedIn;
    const { engine, app } = this.house.logins;
    const { stricter } = await examineDrafts(engine, domainRegistry, body, this.house.treatmentKeys);
    const codes = body.drafts.map((d) => d.policy).join(', ');
    if (stricter) {
      const approval = await requestApproval(app.session, { kind: 'publication', title: `${body.title}: ${codes}`, reason: body.explanation, payload: body, requestedBy: user.id });
      await this.note(user, 'publication.asked', approval.id);
      response.status(202);
      return { state: 'waits', approval: await this.describe(approval, user) };
    }
    const id = await app.transaction((session) => publishDrafts(session, domainRegistry, body));
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

  private async note(user: ConsoleUser, action: string, aboutId: string): Promise<void> {
    await this.activity.record({ personId: user.personId, area: 'retention', action, aboutType: 'publication', aboutId });
  }
}

/** The hold an approval is about. @throws Error when the row holds none */
function holdOf({ payload }: Approval): string {
  const hold: unknown = typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'hold') : undefined;
  if (typeof hold !== 'string') throw new Error('The approval names no hold.');
  return hold;
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
