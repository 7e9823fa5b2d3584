import { Controller, Inject } from '@nestjs/common';
import { ActivityService } from '@oubli/access';
import { type AnswerOf, api, type InputOf } from '@oubli/contracts';
import { listMessages, sendAgain } from '@oubli/outbox';
import { direct, maskValue } from '@oubli/personal-data';
import { type Actor, userOf } from '../http/actor';
import { pageOf, placeOf } from '../http/page';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';

const emailColumn = direct('user.contact.email');

/** What left, what waits and what was refused: without texts, with masked addresses. */
@Controller()
export class MessagesController {
  constructor(
    @Inject(houseToken) private readonly house: House,
    private readonly activity: ActivityService,
  ) {}

  @Route(api.listMessages)
  async list(@Input() { query }: InputOf<typeof api.listMessages>): Promise<AnswerOf<typeof api.listMessages>> {
    const [createdAt, id] = placeOf(query.after, 'instant', 'uuid') ?? [];
    const after = createdAt !== undefined && id !== undefined ? { createdAt, id } : null;
    const rows = await listMessages(this.house.logins.app.session, query.state ?? null, after, query.limit + 1);
    const page = pageOf(rows, query.limit, (row) => [row.createdAt, row.id]);
    return { ...page, results: page.results.map(({ address, ...rest }) => ({ ...rest, address: maskValue(emailColumn, address) })), mailServer: this.house.settings.mail !== null };
  }

  @Route(api.sendMessageAgain)
  async again(@Input() { params }: InputOf<typeof api.sendMessageAgain>, @Who() actor: Actor): Promise<void> {
    if (!(await sendAgain(this.house.logins.app.session, params.id))) throw new ProblemError('unknown');
    await this.activity.record({ personId: userOf(actor).signedIn.user.personId, area: 'other', action: 'message.sent-again', aboutType: 'message-to-send', aboutId: params.id });
  }
}
