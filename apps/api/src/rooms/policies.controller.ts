import { Controller, Headers, Inject, Res } from '@nestjs/common';
import { ActivityService, UsersService } from '@oubli/access';
import { type ActivityAction, type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { describeColumns, domainRegistry } from '@oubli/domains';
import { isRoot } from '@oubli/personal-data';
import {
  draftProblems, dropDraft, findDraft, gateState, impactOf, inForceOn, listDrafts, loadSchedule, readFigures, RetentionError, resumePolicy, saveDraft, type SavedDraft, type Schedule, suspendPolicy, todayOf,
} from '@oubli/retention';
import { loadRegister, type PurposeRegister } from '@oubli/rights';
import type { Response } from 'express';
import { type Actor, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';
import { maskedSample } from './masked-sample';
import { policiesOf, type PolicyFact, recordCounts, versionsOf } from './policy-facts';

type RecordType = AnswerOf<typeof api.readRecordType>;
type PolicyRow = AnswerOf<typeof api.listPolicies>['results'][number];

/** Retention policies: what is in force, drafts, and what a draft would move. */
@Controller()
export class PoliciesController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly users: UsersService,
    private readonly activity: ActivityService,
  ) {}

  private get engine() {
    return this.house.logins.engine;
  }

  private get app() {
    return this.house.logins.app;
  }

  @Route(api.listRecordTypes)
  async listRecordTypes(): Promise<AnswerOf<typeof api.listRecordTypes>> {
    const [counts, due, policies, register] = await Promise.all([recordCounts(this.engine.session), this.dueByType(), policiesOf(this.engine.session), loadRegister(this.engine.session)]);
    return { results: domainRegistry.roots.map((root) => summary(root.recordType, counts, due, policies, register)) };
  }

  @Route(api.readRecordType)
  async readRecordType(@Input() { params }: InputOf<typeof api.readRecordType>): Promise<RecordType> {
    const root = domainRegistry.roots.find((r) => r.recordType === params.recordType);
    if (!root) throw new ProblemError('unknown', 'There is no such record type.');
    const [counts, due, policies, register] = await Promise.all([recordCounts(this.engine.session), this.dueByType(), policiesOf(this.engine.session), loadRegister(this.engine.session)]);
    const columns = await describeColumns(this.engine.session, root, this.house.treatmentKeys);
    return { ...summary(root.recordType, counts, due, policies, register), columns: columns.map((c) => ({ ...c, purposes: [...c.purposes], offers: [...c.offers], values: [...c.values] })) };
  }

  @Route(api.listPolicies)
  async list(): Promise<AnswerOf<typeof api.listPolicies>> {
    const facts = await this.facts();
    const drafts = await listDrafts(this.engine.session);
    const fresh = drafts.filter((d) => !facts.policies.some((p) => p.code === d.policy)).map((d) => ({ code: d.policy, recordType: d.recordType, title: d.title, automatic: d.automatic }));
    return { results: [...facts.policies, ...fresh].map((policy) => row(policy, facts, drafts)).sort((a, b) => (a.title < b.title ? -1 : 1)) };
  }

  @Route(api.readPolicy)
  async read(@Input() { params }: InputOf<typeof api.readPolicy>, @Res({ passthrough: true }) response: Response): Promise<AnswerOf<typeof api.readPolicy>> {
    const facts = await this.facts();
    const draft = await findDraft(this.engine.session, params.policy);
    const policy = facts.policies.find((p) => p.code === params.policy) ?? (draft && { code: draft.policy, recordType: draft.recordType, title: draft.title, automatic: draft.automatic });
    if (!policy) throw new ProblemError('unknown', 'There is no such policy.');
    if (draft) response.set('ETag', `"${draft.etag}"`);
    return { ...row(policy, facts, draft ? [draft] : []), versions: await versionsOf(this.engine.session, params.policy), draft: draft && (await this.named(draft)) };
  }

  @Route(api.saveDraft)
  async save(
    @Input() { params, body }: InputOf<typeof api.saveDraft>, @Who() actor: Actor, @Headers('if-match') match: string | undefined, @Res({ passthrough: true }) response: Response,
  ): Promise<AnswerOf<typeof api.saveDraft>> {
    if (!domainRegistry.roots.some((r) => r.recordType === body.recordType)) throw new ProblemError('refused', undefined, [{ pointer: '/recordType', detail: 'is no declared record type' }]);
    const known = await findDraft(this.app.session, params.policy);
    if (known && match === undefined) throw new ProblemError('match-needed');
    const etag = /^"([0-9a-f-]{36})"$/.exec(match ?? '')?.[1] ?? null;
    if (match !== undefined && match !== '*' && (etag === null || (known && known.etag !== etag))) throw new ProblemError('stale');
    const wanted = { policy: params.policy, recordType: body.recordType, title: body.title, automatic: body.automatic, legalReference: body.legalReference, confidence: body.confidence, body: body.body };
    const author = actor.kind === 'user' ? actor.signedIn.user.id : null;
    const saved = await saveDraft(this.app.session, domainRegistry, wanted, author, match === '*' ? (known?.etag ?? null) : etag);
    response.set('ETag', `"${saved.etag}"`);
    return { ...(await this.named(saved)), problems: await draftProblems(this.engine.session, domainRegistry, saved) };
  }

  @Route(api.dropDraft)
  async drop(@Input() { params }: InputOf<typeof api.dropDraft>): Promise<void> {
    await dropDraft(this.app.session, params.policy);
  }

  @Route(api.readImpact)
  async impact(@Input() { params, body }: InputOf<typeof api.readImpact>): Promise<AnswerOf<typeof api.readImpact>> {
    const found = await this.engine.transaction(async (session) => {
      const draft = await findDraft(session, params.policy);
      if (!draft) throw new ProblemError('unknown', 'There is no draft of this policy.');
      const problems = await draftProblems(session, domainRegistry, draft);
      if (problems.length > 0) throw new RetentionError('version-refused', problems.join(' '));
      return { draft, impact: await impactOf(session, domainRegistry, await loadSchedule(session), { ...draft, ...body }, this.house.treatmentKeys, true) };
    });
    const { asOf, before, after, dueBefore, dueAfter, digest, months, stricter, first, samples } = found.impact;
    return {
      policy: params.policy, recordType: found.draft.recordType, asOf, before: [...before], after: [...after], due: dueBefore, dueNow: dueAfter, digest, months: [...months], stricter, first,
      examples: samples.map((sample) => maskedSample(domainRegistry, sample)),
    };
  }

  @Route(api.suspendPolicy)
  async suspend(@Input() { params }: InputOf<typeof api.suspendPolicy>, @Who() actor: Actor): Promise<void> {
    await suspendPolicy(this.app, params.policy);
    await this.note(actor, 'policy.suspended', params.policy);
  }

  @Route(api.resumePolicy)
  async resume(@Input() { params }: InputOf<typeof api.resumePolicy>, @Who() actor: Actor): Promise<void> {
    await resumePolicy(this.app, params.policy);
    await this.note(actor, 'policy.resumed', params.policy);
  }

  private async note(actor: Actor, action: ActivityAction, policy: string): Promise<void> {
    await this.activity.record({ personId: userOf(actor).signedIn.user.personId, area: 'retention', action, aboutType: `policy:${policy}` });
  }

  private async named({ etag, changedBy, ...draft }: SavedDraft): Promise<SavedDraft & { changedBy: string }> {
    const author = changedBy === null ? null : await this.users.byId(changedBy);
    return { ...draft, etag, changedBy: author?.displayName ?? '' };
  }

  private async dueByType(): Promise<ReadonlyMap<string, number>> {
    return new Map((await readFigures(this.engine.session))?.counts.due.map((d) => [d.recordType, d.due]) ?? []);
  }

  private async facts(): Promise<Facts> {
    const session = this.engine.session;
    const [policies, counts, due, schedule, today, gate] = await Promise.all([policiesOf(session), recordCounts(session), this.dueByType(), loadSchedule(session), todayOf(session), gateState(this.app)]);
    return { policies, counts, due, schedule, today, suspended: new Set(gate.suspended) };
  }
}

interface Facts {
  readonly policies: readonly PolicyFact[];
  readonly counts: ReadonlyMap<string, number>;
  readonly due: ReadonlyMap<string, number>;
  readonly schedule: Schedule;
  readonly today: string;
  readonly suspended: ReadonlySet<string>;
}

function row(policy: PolicyFact, facts: Facts, drafts: readonly SavedDraft[]): PolicyRow {
  const version = inForceOn(facts.schedule, policy.code, facts.today);
  return {
    policy: policy.code, recordType: policy.recordType, title: policy.title, automatic: policy.automatic, suspended: facts.suspended.has(policy.code),
    records: facts.counts.get(policy.recordType) ?? 0, due: facts.due.get(policy.recordType) ?? 0, hasDraft: drafts.some((d) => d.policy === policy.code),
    inForce: version && {
      id: version.id, number: version.number, body: version.body, legalReference: version.legalReference, confidence: version.confidence, frozenAt: null,
      publications: facts.schedule.publications.filter((p) => p.versions.some((v) => v.id === version.id)).map((p) => ({ id: p.id, effectiveFrom: p.effectiveFrom, title: p.title, mandatoryRetroactive: false, optedOut: false })),
    },
  };
}

function summary(recordType: string, counts: ReadonlyMap<string, number>, due: ReadonlyMap<string, number>, policies: readonly PolicyFact[], register: PurposeRegister): Omit<RecordType, 'columns'> {
  const root = domainRegistry.root(recordType);
  return {
    recordType, table: root.table, purposes: [...root.purposes], bases: [...register.basesOf(root)], records: counts.get(recordType) ?? 0, due: due.get(recordType) ?? 0,
    policies: policies.filter((p) => p.recordType === recordType).map((p) => p.code),
    clocks: Object.entries(root.clocks).map(([name, clock]) => ({ name, kind: 'event' in clock ? 'event' as const : 'column' as const })),
    children: domainRegistry.childrenOf(recordType).filter((c) => !isRoot(c)).map((c) => c.recordType),
  };
}
