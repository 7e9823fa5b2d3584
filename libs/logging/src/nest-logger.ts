import type { LoggerService } from '@nestjs/common';
import type { Log } from './log';

/** The framework's messages are free text and may hold values: only that there was an error is written. */
export const nestLogger = (log: Log): LoggerService => ({
  log: () => undefined,
  warn: () => undefined,
  error: () => log.write('framework-error'),
  fatal: () => log.write('framework-error'),
});
