import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { errorCode, type Log } from '@oubli/logging';
import type { Response } from 'express';

/** problem+json (RFC 9457). Of an unexpected error nothing is told: its message may hold values. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const status = error instanceof HttpException ? error.getStatus() : 500;
    if (status >= 500) this.log.write('request-failed', { status, code: errorCode(error) });
    const title = status === 404 ? 'There is nothing at this address.' : status < 500 ? 'The request cannot be answered.' : 'Something went wrong; nothing was changed.';
    host.switchToHttp().getResponse<Response>().status(status).type('application/problem+json').json({ type: 'about:blank', title, status });
  }
}
