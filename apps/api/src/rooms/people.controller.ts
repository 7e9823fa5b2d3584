import { Controller, Inject } from '@nestjs/common';
import { ActivityService, readsColumn } from '@oubli/access';
import { type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { categoriesOfOne, domainRegistry, type FoundPerson, heldRecords, searchPeople } from '@oubli/domains';
import { type ColumnDeclaration, maskValue, type Purpose } from '@oubli/personal-data';
import { isRestricted, loadSchedule, why } from '@oubli/retention';
import { loadRegister, PurposeWithoutBasisError } from '@oubli/rights';
import { type Actor, userOf } from '../http/actor';
import { pageOf, placeOf } from '../http/page';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';
import { assertReads } from './assert-reads';

const timelineSql = `select occurred_on::text as on, kind, source_type as what from people.dated_event where person_id = $1 and cancelled_at is null and occurred_on <> 'infinity' order by occurred_on desc limit 200`;

/** A person: found by any identifier, everything held about her, masked until somebody says what for. */
@Controller()
export class PeopleController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  @Route(api.searchPeople)
  async search(@Input() { query }: InputOf<typeof api.searchPeople>, @Who() actor: Actor): Promise<AnswerOf<typeof api.searchPeople>> {
    const [after] = placeOf(query.after, 'uuid') ?? [];
    const rows = await searchPeople(this.house.logins.app.session, query.q ?? '', after ?? null, query.limit + 1);
    const { results, ...paging } = pageOf(rows, query.limit, (row) => [row.id]);
    return { results: results.map((p) => ({ id: p.id, shownName: shownName(p, actor.purposes), collectedOn: p.collectedOn, phase: p.phase })), ...paging };
  }

  @Route(api.readPerson)
  async read(@Input() { params }: InputOf<typeof api.readPerson>, @Who() actor: Actor): Promise<AnswerOf<typeof api.readPerson>> {
    const { app, engine } = this.house.logins;
    const [person] = await searchPeople(app.session, params.id, null, 1);
    const phase = person?.phase ?? (await this.phaseOfRestricted(params.id));
    if (phase === null) throw new ProblemError('unknown', 'There is no such person, or nothing about her is active any more.');
    const records = await heldRecords(app.session, engine.session, await loadSchedule(engine.session), params.id, { purposes: actor.purposes, clear: false });
    const timeline = await app.session.query<{ on: string; kind: string; what: string }>(timelineSql, [params.id]);
    return { id: params.id, shownName: person ? shownName(person, actor.purposes) : '••••', phase, records: records.map((r) => ({ ...r, fields: [...r.fields] })), timeline };
  }

  /** Somebody whose own row is restricted is found by her id alone, without a name: her page is where it is lifted. */
  private async phaseOfRestricted(id: string): Promise<string | null> {
    const { app, engine } = this.house.logins;
    if (!(await isRestricted(app.session, 'person', id))) return null;
    const [row] = await engine.session.query<{ phase: string }>('select phase from people.person where id = $1', [id]);
    return row?.phase ?? null;
  }

  @Route(api.revealPerson)
  async reveal(@Input() { params, body }: InputOf<typeof api.revealPerson>, @Who() actor: Actor): Promise<AnswerOf<typeof api.revealPerson>> {
    const purpose = actor.purposes.find((p) => p === body.purpose);
    if (!purpose) throw new ProblemError('forbidden', 'Your roles do not serve this purpose.');
    const { app, engine } = this.house.logins;
    const register = await loadRegister(engine.session);
    const categories = await categoriesOfOne(engine.session, params.id);
    if (!register.reaches(domainRegistry.roots, purpose, categories)) throw new PurposeWithoutBasisError(purpose);
    // Written down before anything is shown: what cannot be recorded is not revealed.
    await this.activity.record({ personId: userOf(actor).signedIn.user.personId, area: 'rights', action: `person.revealed for ${purpose}`, aboutType: 'person', aboutId: params.id });
    const records = await heldRecords(app.session, engine.session, await loadSchedule(engine.session), params.id, { purposes: [purpose], clear: true, register });
    return { records: records.map((r) => ({ ...r, fields: [...r.fields] })) };
  }

  @Route(api.readWhy)
  async why(@Input() { params }: InputOf<typeof api.readWhy>, @Who() actor: Actor): Promise<unknown> {
    assertReads(params.recordType, actor);
    const { engine } = this.house.logins;
    return why(engine.session, domainRegistry, await loadSchedule(engine.session), params.recordType, params.id);
  }
}

/** Who it is, as far as a role may know before she says what for: initials. */
function shownName({ firstName, lastName }: FoundPerson, purposes: readonly Purpose[]): string {
  const column: ColumnDeclaration | undefined = domainRegistry.person.columns['lastName'];
  if (!column || !readsColumn(domainRegistry.person, column, purposes)) return '••••';
  return [firstName, lastName].flatMap((name) => (name === null || name === '' ? [] : [maskValue(column, name)])).join(' ');
}
