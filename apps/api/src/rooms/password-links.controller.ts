import { Controller, Inject, Req } from '@nestjs/common';
import { Throttle, UsersService } from '@oubli/access';
import { type AnswerOf, api, type InputOf } from '@oubli/contracts';
import type { ApiRequest } from '../http/actor';
import { atEvenPace } from '../http/even-pace';
import { Input, Route } from '../http/route.decorator';
import { type House, houseToken } from '../tokens';

/** A link by mail for somebody who lost her password. Says nothing about who has an account: same words, same time. */
@Controller()
export class PasswordLinksController {
  constructor(
    private readonly users: UsersService,
    private readonly throttle: Throttle,
    @Inject(houseToken) private readonly house: House,
  ) {}

  @Route(api.askReset)
  async ask(@Input() { body }: InputOf<typeof api.askReset>, @Req() request: ApiRequest): Promise<AnswerOf<typeof api.askReset>> {
    const now = new Date();
    // Every asking counts: a stranger must not fill somebody's box either.
    const given = [`reset ${body.email}`, `reset from ${request.ip ?? ''}`];
    await this.throttle.assertOpen(given, now);
    await atEvenPace(this.send(body.email, given, now));
    return { sent: 'if-known' };
  }

  private async send(email: string, given: readonly string[], now: Date): Promise<void> {
    await this.throttle.failed(given, now);
    const user = await this.users.byEmail(email);
    if (user?.closedOn === null && user.passwordHash !== null) await this.users.mailLink(user, 'reset', now, this.house.settings.url);
  }
}
