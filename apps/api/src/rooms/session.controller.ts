import { Controller, Req, Res } from '@nestjs/common';
import { ActivityService, type ConsoleUser, csrfTokenOf, purposesOf, rightsOf, SessionsService, type SignedIn, Throttle, UsersService } from '@oubli/access';
import { type AnswerOf, api, type InputOf } from '@oubli/contracts';
import type { Response } from 'express';
import { renderSVG } from 'uqr';
import { type Actor, type ApiRequest, userOf } from '../http/actor';
import { sessionTokenOf, setSession } from '../http/cookie';
import { ProblemError } from '../http/problem.error';
import { Input, Route, Who } from '../http/route.decorator';
import { deviceOf } from './device';

type Session = AnswerOf<typeof api.readSession>;
type SignIn = AnswerOf<typeof api.signIn>;

/** Signing in and out, and what somebody does with her own account. */
@Controller()
export class SessionController {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly throttle: Throttle,
    private readonly activity: ActivityService,
  ) {}

  @Route(api.readSession)
  read(@Who() actor: Actor): Session {
    const { signedIn, token } = userOf(actor);
    return describe(signedIn, token);
  }

  @Route(api.signIn)
  async signIn(@Input() { body }: InputOf<typeof api.signIn>, @Req() request: ApiRequest, @Res({ passthrough: true }) response: Response): Promise<SignIn> {
    const now = new Date();
    const given = [`email ${body.email}`, `address ${request.ip ?? ''}`];
    await this.throttle.assertOpen(given, now);
    const user = await this.users.byEmail(body.email);
    if (!(await this.users.isPasswordOf(user, body.password)) || !user) {
      await this.throttle.failed(given, now);
      throw new ProblemError('wrong-credentials');
    }
    await this.throttle.succeeded(given);
    return this.enter(user, request, response, now);
  }

  @Route(api.signInTotp)
  async signInTotp(@Input() { body }: InputOf<typeof api.signInTotp>, @Req() request: ApiRequest, @Res({ passthrough: true }) response: Response): Promise<Session> {
    const now = new Date();
    const user = await this.users.holderOf(body.ticket, ['second-step'], now);
    await this.assertCode(user, body.code, now);
    if (!user || !(await this.users.useUp(body.ticket))) throw new ProblemError('wrong-credentials');
    return this.start(user, request, response, now);
  }

  @Route(api.signOut)
  async signOut(@Who() actor: Actor, @Req() request: ApiRequest, @Res({ passthrough: true }) response: Response): Promise<void> {
    const { signedIn } = userOf(actor);
    await this.sessions.end(signedIn.user.id, signedIn.session.id);
    setSession(request, response, null);
  }

  @Route(api.stepUp)
  async stepUp(@Input() { body }: InputOf<typeof api.stepUp>, @Who() actor: Actor, @Req() request: ApiRequest, @Res({ passthrough: true }) response: Response): Promise<Session> {
    const now = new Date();
    const { signedIn } = userOf(actor);
    const { user, session } = signedIn;
    const given = [`step-up ${user.id}`];
    await this.throttle.assertOpen(given, now);
    if (!(await this.users.isPasswordOf(user, body.password))) {
      await this.throttle.failed(given, now);
      throw new ProblemError('wrong-credentials');
    }
    if (user.totpSince !== null) await this.assertCode(user, body.code ?? '', now);
    await this.throttle.succeeded(given);
    const token = await this.sessions.stepUp(session, now);
    setSession(request, response, token);
    return this.readBack(token, now);
  }

  @Route(api.mySessions)
  async list(@Who() actor: Actor): Promise<AnswerOf<typeof api.mySessions>> {
    const { user, session } = userOf(actor).signedIn;
    const rows = await this.sessions.list(user.id, new Date());
    return { results: rows.map((s) => ({ id: s.id, device: s.device, startedAt: s.startedAt.toISOString(), seenAt: s.seenAt.toISOString(), expiresAt: s.expiresAt.toISOString(), current: s.id === session.id })) };
  }

  @Route(api.endMySession)
  async end(@Input() { params }: InputOf<typeof api.endMySession>, @Who() actor: Actor): Promise<void> {
    if (!(await this.sessions.end(userOf(actor).signedIn.user.id, params.id))) throw new ProblemError('unknown');
  }

  @Route(api.changePassword)
  async changePassword(@Input() { body }: InputOf<typeof api.changePassword>, @Who() actor: Actor): Promise<void> {
    const { user, session } = userOf(actor).signedIn;
    await this.users.setPassword(user, body.password);
    await this.sessions.endOthers(user.id, session.id);
    await this.activity.record({ personId: user.personId, area: 'other', action: 'password.changed', aboutType: 'user', aboutId: user.id });
  }

  @Route(api.setLanguage)
  async setLanguage(@Input() { body }: InputOf<typeof api.setLanguage>, @Who() actor: Actor): Promise<void> {
    await this.users.change(userOf(actor).signedIn.user.id, { language: body.language });
  }

  @Route(api.offerTotp)
  async offerTotp(@Who() actor: Actor): Promise<AnswerOf<typeof api.offerTotp>> {
    const { secret, uri } = await this.users.offerTotp(userOf(actor).signedIn.user);
    return { secret, uri, qr: renderSVG(uri, { border: 2 }) };
  }

  @Route(api.confirmTotp)
  async confirmTotp(@Input() { body }: InputOf<typeof api.confirmTotp>, @Who() actor: Actor): Promise<AnswerOf<typeof api.confirmTotp>> {
    const { user } = userOf(actor).signedIn;
    const recoveryCodes = await this.users.confirmTotp(user, body.code, new Date());
    await this.activity.record({ personId: user.personId, area: 'other', action: 'second-factor.on', aboutType: 'user', aboutId: user.id });
    return { recoveryCodes };
  }

  @Route(api.useLink)
  async useLink(@Input() { body }: InputOf<typeof api.useLink>, @Req() request: ApiRequest, @Res({ passthrough: true }) response: Response): Promise<SignIn> {
    const now = new Date();
    const given = [`address ${request.ip ?? ''}`];
    await this.throttle.assertOpen(given, now);
    const user = await this.users.holderOf(body.token, ['invitation', 'reset'], now);
    if (!user) {
      await this.throttle.failed(given, now);
      throw new ProblemError('wrong-credentials', 'This link is no longer good: ask for another.');
    }
    this.users.assertPassword(user, body.password);
    if (!(await this.users.useUp(body.token))) throw new ProblemError('wrong-credentials', 'This link is no longer good: ask for another.');
    await this.users.setPassword(user, body.password);
    await this.sessions.endOthers(user.id, null);
    return this.enter(await this.users.required(user.id), request, response, now);
  }

  /** A password was right: in, or to the second step. */
  private async enter(user: ConsoleUser, request: ApiRequest, response: Response, now: Date): Promise<SignIn> {
    if (user.totpSince === null) return this.start(user, request, response, now);
    return { state: 'totp-needed', ticket: await this.users.issue(user.id, 'second-step', now) };
  }

  private async start(user: ConsoleUser, request: ApiRequest, response: Response, now: Date): Promise<Session> {
    const before = sessionTokenOf(request);
    const old = before === null ? null : await this.sessions.find(before, now);
    if (old) await this.sessions.end(old.user.id, old.session.id);
    const token = await this.sessions.start(user, deviceOf(request.headers['user-agent']), now);
    setSession(request, response, token);
    await this.activity.record({ personId: user.personId, area: 'other', action: 'signed-in', aboutType: 'user', aboutId: user.id });
    return this.readBack(token, now);
  }

  private async readBack(token: string, now: Date): Promise<Session> {
    const signedIn = await this.sessions.find(token, now);
    if (!signedIn) throw new ProblemError('not-signed-in');
    return describe(signedIn, token);
  }

  /** @throws ProblemError when the code is not right, or was used before */
  private async assertCode(user: ConsoleUser | null, code: string, now: Date): Promise<void> {
    const given = [`code ${user?.id ?? ''}`];
    await this.throttle.assertOpen(given, now);
    if (!user || !(await this.users.useCode(user, code, now))) {
      await this.throttle.failed(given, now);
      throw new ProblemError('wrong-credentials');
    }
    await this.throttle.succeeded(given);
  }
}

function describe({ user, session }: SignedIn, token: string): Session {
  return {
    state: 'signed-in', csrfToken: csrfTokenOf(token), stepUpUntil: session.stepUpUntil?.toISOString() ?? null, totp: user.totpSince !== null, rights: [...rightsOf(user.roles)], purposes: [...purposesOf(user.roles)],
    user: { id: user.id, name: user.displayName ?? '', email: user.email ?? '', roles: user.roles, language: user.language },
  };
}
