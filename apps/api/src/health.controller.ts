import { Controller, Get, HttpCode, Inject, Res } from '@nestjs/common';
import type { Instance } from '@oubli/config';
import type { Logins } from '@oubli/domains';
import type { Response } from 'express';
import { examineReadiness, type Readiness } from './readiness';
import { instanceToken, loginsToken } from './tokens';

@Controller('health')
export class HealthController {
  constructor(
    @Inject(instanceToken) private readonly instance: Instance,
    @Inject(loginsToken) private readonly logins: Logins,
  ) {}

  /** The process answers. */
  @Get('live')
  @HttpCode(200)
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** Everything the installation needs is there: 200, or 503 with what is not. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const readiness = await examineReadiness(this.instance, this.logins);
    response.status(readiness.status === 'ready' ? 200 : 503);
    return readiness;
  }
}
