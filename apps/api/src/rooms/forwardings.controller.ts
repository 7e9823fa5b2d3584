import { Controller, Inject } from '@nestjs/common';
import { ActivityService } from '@oubli/access';
import { type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { domainRegistry, forwardToClient, listForwardings } from '@oubli/domains';
import { loadRequest } from '@oubli/rights';
import { type Actor, userOf } from '../http/actor';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';

/** Requests about data of which a client is the controller. */
@Controller()
export class ForwardingsController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  @Route(api.forwardRequest)
  async forward(@Input() { params, body }: InputOf<typeof api.forwardRequest>, @Who() actor: Actor): Promise<AnswerOf<typeof api.forwardRequest>> {
    const { user } = userOf(actor).signedIn;
    const unknown = body.recordTypes.flatMap((type, i) => (domainRegistry.roots.some((root) => root.recordType === type) ? [] : [{ pointer: `/recordTypes/${i}`, detail: 'is no declared record type' }]));
    if (unknown.length > 0) throw new ProblemError('bad-request', undefined, unknown);
    const id = await forwardToClient(this.house.logins.app, params.id, { ...body, email: body.email ?? null }, { mover: 'officer', id: user.id });
    await this.activity.record({ personId: user.personId, area: 'rights', action: 'request.forwarded', aboutType: 'rights-request', aboutId: params.id });
    return { id };
  }

  @Route(api.listForwardings)
  async list(@Input() { params }: InputOf<typeof api.listForwardings>): Promise<AnswerOf<typeof api.listForwardings>> {
    const { session } = this.house.logins.app;
    await loadRequest(session, params.id);
    return { results: (await listForwardings(session, params.id)).map(({ id, recipient, recordTypes, forwardedOn, documentId }) => ({ id, recipient, recordTypes: [...recordTypes], forwardedOn, documentId })) };
  }
}
