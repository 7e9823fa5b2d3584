import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { metricsText } from './metrics';
import { type House, houseToken } from './tokens';

@Controller('metrics')
export class MetricsController {
  constructor(
    @Inject(houseToken) private readonly house: House,
  ) {}

  /** For Prometheus. */
  @Get()
  async metrics(@Res({ passthrough: true }) response: Response): Promise<string> {
    const { type, text } = await metricsText(this.house.instance, this.house.logins, Math.max(...this.house.settings.alarmDays));
    response.type(type);
    return text;
  }
}
