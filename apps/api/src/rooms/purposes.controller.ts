import { Controller, Inject } from '@nestjs/common';
import { recordAct, UsersService } from '@oubli/access';
import { type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { domainRegistry, eligibleRecords, gapReport, type ListedState, purposeRegister } from '@oubli/domains';
import { purposes } from '@oubli/personal-data';
import { articlesOf, loadRequest, type PersonRight, statePurpose } from '@oubli/rights';
import { type Actor, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';
import { assertNoNumber } from './assert-no-number';

type Listed = AnswerOf<typeof api.statePurpose>;

/** For what personal data are held, on which basis, of whom. */
@Controller()
export class PurposesController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly users: UsersService,
  ) {}

  @Route(api.readPurposeRegister)
  async register(@Input() { query }: InputOf<typeof api.readPurposeRegister>): Promise<AnswerOf<typeof api.readPurposeRegister>> {
    const { asOf, states } = await purposeRegister(this.house.logins.engine.session, query.asOf);
    const users = await this.users.list();
    return { asOf, states: states.map((state) => listed(state, users.find((u) => u.id === state.author)?.displayName ?? null)) };
  }

  @Route(api.statePurpose)
  async state(@Input() { body }: InputOf<typeof api.statePurpose>, @Who() actor: Actor): Promise<Listed> {
    const { user } = userOf(actor).signedIn;
    const purpose = purposes.find((p) => p === body.purpose);
    if (!purpose) throw new ProblemError('bad-request', undefined, [{ pointer: '/purpose', detail: 'is not on the closed list of purposes' }]);
    if (body.recordType !== null && !domainRegistry.roots.some((root) => root.recordType === body.recordType)) throw new ProblemError('bad-request', undefined, [{ pointer: '/recordType', detail: 'is no declared record type' }]);
    assertNoNumber(body, ['legalReference', 'balancingNote', 'exemptionReason', 'reason']);
    const { app, engine } = this.house.logins;
    const { id } = await app.transaction(async (session) => {
      const made = await statePurpose(session, { ...body, purpose }, user.id);
      await recordAct(session, { personId: user.personId, area: 'rights', action: body.basis === null ? 'purpose.ended' : 'purpose.stated', aboutType: 'purpose-state', aboutId: made.id });
      return made;
    });
    const made = (await purposeRegister(engine.session)).states.find((state) => state.id === id);
    if (!made) throw new Error('The state was not found after it was written.');
    return listed(made, user.displayName);
  }

  @Route(api.readPurposeGaps)
  async gaps(): Promise<AnswerOf<typeof api.readPurposeGaps>> {
    const { asOf, gaps } = await gapReport(this.house.logins.engine.session);
    return { asOf, gaps: gaps.map((gap) => ({ ...gap, recordTypes: [...gap.recordTypes], columns: [...gap.columns] })) };
  }

  @Route(api.readEligibility)
  async eligibility(@Input() { params }: InputOf<typeof api.readEligibility>, @Who() actor: Actor): Promise<AnswerOf<typeof api.readEligibility>> {
    if (!actor.purposes.includes('rights-and-disputes')) throw new ProblemError('forbidden', 'Your roles do not serve the rights of persons.');
    const { app, engine } = this.house.logins;
    const { personId, kind } = await loadRequest(app.session, params.id);
    if (personId === null) throw new ProblemError('conflict', 'Say first which person of the registry asks.');
    if (!isRight(kind)) throw new ProblemError('conflict', 'A complaint or a question is answered, not decided by basis.');
    const { asOf, rows } = await eligibleRecords(engine.session, personId, kind);
    return { asOf, rows: rows.map((row) => ({ ...row, origins: [...row.origins] })) };
  }
}

const isRight = (kind: string): kind is PersonRight => kind in articlesOf;

const listed = ({ uses, ...state }: ListedState, author: string | null): Listed => ({ ...state, author, uses: uses.map((use) => ({ ...use, policies: [...use.policies] })) });
