import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Instance } from '@oubli/config';
import type { Logins } from '@oubli/domains';
import type { Response } from 'express';
import { metricsText } from './metrics';
import { instanceToken, loginsToken } from './tokens';

@Controller('metrics')
export class MetricsController {
  constructor(
    @Inject(instanceToken) private readonly instance: Instance,
    @Inject(loginsToken) private readonly logins: Logins,
  ) {}

  /** For Prometheus. */
  @Get()
  async metrics(@Res({ passthrough: true }) response: Response): Promise<string> {
    const { type, text } = await metricsText(this.instance, this.logins);
    response.type(type);
    return text;
  }
}
