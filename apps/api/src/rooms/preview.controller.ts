import { Controller, Inject } from '@nestjs/common';
import { type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { domainRegistry, knownGaps } from '@oubli/domains';
import { DueAhead, dueBetween, dueCount, dueStamp, limitReached, loadSchedule, makePlan, type OpenPlan, samplesOf, type Scope, todayOf } from '@oubli/retention';
import type { Session } from '@oubli/database';
import { cursorOf, placeOf } from '../http/page';
import { ProblemError } from '../http/problem.error';
import { Input, Route } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';
import { maskedSample } from './masked-sample';

const yearsAhead = 2;

/** A scope whose words the installation knows. @throws ProblemError naming the place of one it does not */
export async function knownScope(session: Session, given: { readonly recordType?: readonly string[] | undefined; readonly policy?: readonly string[] | undefined }): Promise<Scope> {
  const types = new Set(domainRegistry.roots.map((r) => r.recordType));
  const published = new Set((await loadSchedule(session)).publications.flatMap((p) => p.versions.map((v) => v.policy)));
  const places = [
    ...(given.recordType ?? []).flatMap((type, i) => (types.has(type) ? [] : [{ pointer: `/recordType/${i}`, detail: 'is no declared record type' }])),
    ...(given.policy ?? []).flatMap((policy, i) => (published.has(policy) ? [] : [{ pointer: `/policy/${i}`, detail: 'is no published policy' }])),
  ];
  if (places.length > 0) throw new ProblemError('refused', undefined, places);
  return { ...(given.recordType && { recordTypes: given.recordType }), ...(given.policy && { policies: given.policy }) };
}

/** What a run would do today, and what falls due later. Treats nothing. */
@Controller()
export class PreviewController {
  private readonly dueAhead = new DueAhead();

  constructor(@Inject(houseToken) private readonly house: House) {}

  @Route(api.readPreview)
  async preview(@Input() { query }: InputOf<typeof api.readPreview>): Promise<AnswerOf<typeof api.readPreview>> {
    return this.planned(query, true, async (session, { plan }) => ({
      asOf: plan.asOf, due: dueCount(plan), digest: plan.digest, limit: await limitReached(session, domainRegistry, plan),
      byPolicy: plan.steps.map(({ policy, versionNumber, recordType, phase, target, count, keptBy }) => ({ policy, version: versionNumber, recordType, phase, becomes: target, count, keptBy: [...keptBy] })),
      kept: [...plan.kept], noClock: [...plan.noClock], notGoverned: [...plan.notGoverned], blocked: plan.blocked.map(({ recordType, columns }) => ({ recordType, columns: [...columns] })),
    }));
  }

  @Route(api.readSamples)
  async samples(@Input() { query }: InputOf<typeof api.readSamples>): Promise<AnswerOf<typeof api.readSamples>> {
    return this.planned(query, false, async (session, open) => ({
      results: (await samplesOf(session, domainRegistry, open, this.house.treatmentKeys, query.each)).map((s) => ({ ...maskedSample(domainRegistry, s), policy: s.policy, dueOn: s.dueOn })),
    }));
  }

  @Route(api.listDue)
  async due(@Input() { query }: InputOf<typeof api.listDue>): Promise<AnswerOf<typeof api.listDue>> {
    const session = this.house.logins.engine.session;
    const scope = await knownScope(session, query.recordType === undefined ? {} : { recordType: [query.recordType] });
    const today = await todayOf(session);
    const place = placeOf(query.after, 'day', 'uuid');
    const [dueOn, id] = place ?? [];
    const schedule = await loadSchedule(session);
    const wanted = {
      recordTypes: scope.recordTypes ?? domainRegistry.roots.map((r) => r.recordType), from: query.from ?? '1900-01-01', to: query.to ?? `${Number(today.slice(0, 4)) + yearsAhead}${today.slice(4)}`,
      after: dueOn === undefined || id === undefined ? null : { dueOn, id }, limit: query.limit + 1,
    };
    const rows = await this.dueAhead.page(wanted, await dueStamp(session), performance.now(), (ahead) => dueBetween(session, domainRegistry, schedule, ahead));
    const results = rows.slice(0, query.limit).map((r) => ({ record: `${r.recordType}/${r.id}`, recordType: r.recordType, policies: [...r.policies], dueOn: r.dueOn, held: r.held }));
    const last = rows[query.limit - 1];
    return rows.length > query.limit && last ? { results, paging: { next: { after: cursorOf([last.dueOn, last.id]) } } } : { results };
  }

  private async planned<T>(given: Parameters<typeof knownScope>[1], lists: boolean, use: (session: Session, open: OpenPlan) => Promise<T>): Promise<T> {
    return this.house.logins.engine.transaction(async (session) => {
      const scope = await knownScope(session, given);
      return use(session, await makePlan(session, domainRegistry, await loadSchedule(session), scope, lists, knownGaps));
    });
  }
}
