import { Controller, Inject } from '@nestjs/common';
import { ActivityService } from '@oubli/access';
import { type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { domainRegistry } from '@oubli/domains';
import { listHolds, openReleaseOf, placeHold, requestApproval } from '@oubli/retention';
import { type Actor, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';

const longestReview = 6;

/** Legal holds: placed by one person at once, released by two. */
@Controller()
export class HoldsController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  @Route(api.listHolds)
  async list(@Input() { query }: InputOf<typeof api.listHolds>): Promise<AnswerOf<typeof api.listHolds>> {
    const holds = await listHolds(this.house.logins.app, query.released === 'true');
    const disputes = await this.disputesAmong(holds);
    return { results: holds.map((hold) => ({ ...hold, dispute: hold.caseId !== null && disputes.has(hold.caseId) })) };
  }

  @Route(api.placeHold)
  async place(@Input() { body }: InputOf<typeof api.placeHold>, @Who() actor: Actor): Promise<AnswerOf<typeof api.placeHold>> {
    const { user } = userOf(actor).signedIn;
    const { reason, reviewOn, everything, ...rest } = body;
    assertHold(body);
    const { app, engine, keys } = this.house.logins;
    const scope = Object.fromEntries(Object.entries({ ...rest, everything }).filter(([, value]) => value !== undefined));
    const placed = await placeHold(app, engine.session, domainRegistry, keys.ledger, { scope, reason, author: user.displayName ?? '', reviewOn });
    await this.activity.record({ personId: user.personId, area: 'rights', action: 'hold.placed', aboutType: 'hold', aboutId: placed.id });
    return { id: placed.id, protects: placed.protects.map((p) => ({ ...p, ids: [...p.ids] })), alreadyTreated: [...placed.alreadyTreated] };
  }

  /** Asks: a second person releases it, or the author after 24 hours where there is nobody else. A dispute releases its own. */
  @Route(api.releaseHold)
  async release(@Input() { params, body }: InputOf<typeof api.releaseHold>, @Who() actor: Actor): Promise<AnswerOf<typeof api.releaseHold>> {
    const { user } = userOf(actor).signedIn;
    const { app } = this.house.logins;
    const hold = (await listHolds(app, false)).find((h) => h.id === params.id);
    if (!hold) throw new ProblemError('unknown', 'There is no open hold of that id.');
    if (hold.caseId !== null && (await this.disputesAmong([hold])).has(hold.caseId)) throw new ProblemError('conflict', 'The dispute that placed this hold releases it when it is settled.');
    if (await openReleaseOf(app.session, hold.id)) throw new ProblemError('already-there', 'Its release is waiting for a second person already.');
    const approval = await requestApproval(app.session, { kind: 'hold-release', title: `Release of the hold of ${hold.placedAt.slice(0, 10)}`, reason: body.reason, payload: { hold: hold.id }, requestedBy: user.id });
    await this.activity.record({ personId: user.personId, area: 'rights', action: 'hold.release-asked', aboutType: 'hold', aboutId: hold.id });
    return { state: 'waits', approvalId: approval.id };
  }

  /** Cases that are disputes of the registry: their holds come and go with them. */
  private async disputesAmong(holds: readonly { readonly caseId: string | null }[]): Promise<ReadonlySet<string>> {
    const cases = holds.flatMap((hold) => (hold.caseId === null ? [] : [hold.caseId]));
    const rows = await this.house.logins.engine.session.query<{ id: string }>('select id::text as id from access.dispute_case where id = any($1::uuid[])', [cases]);
    return new Set(rows.map((row) => row.id));
  }
}

/** @throws ProblemError naming the place of a scope that is none, or a review too far away (domain.md 3.4: six months) */
function assertHold({ personId, recordType, recordId, collectedFrom, collectedTo, everything, reviewOn }: InputOf<typeof api.placeHold>['body']): void {
  const refuse = (pointer: string, detail: string): never => {
    throw new ProblemError('bad-request', undefined, [{ pointer, detail }]);
  };
  if (recordType !== undefined && !domainRegistry.roots.some((r) => r.recordType === recordType)) refuse('/recordType', 'is no declared record type');
  if (recordId !== undefined && recordType === undefined) refuse('/recordType', 'is needed beside recordId');
  if ((personId ?? recordType ?? collectedFrom ?? collectedTo) === undefined && !everything) refuse('', 'says nothing to hold; for everything, say everything: true');
  if (collectedFrom !== undefined && collectedTo !== undefined && collectedFrom > collectedTo) refuse('/collectedTo', 'lies before collectedFrom');
  const now = new Date();
  const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + longestReview, now.getUTCDate())).toISOString().slice(0, 10);
  if (reviewOn > last || reviewOn < now.toISOString().slice(0, 10)) refuse('/reviewOn', `must be a day within the next ${longestReview} months`);
}
