import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { problems } from '@oubli/contracts';
import { errorCode, type Log } from '@oubli/logging';
import type { Request, Response } from 'express';
import { isOpenDsr, openDsrError } from './http/opendsr-answers';
import { problemOf } from './http/problem-of';

/** problem+json (RFC 9457). Of an unexpected error nothing is told: its message may hold values. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const { code, detail, places, headers } = problemOf(error);
    const [status, title] = problems[code];
    if (status >= 500) this.log.write('request-failed', { status, code: errorCode(error) });
    const response = host.switchToHttp().getResponse<Response>();
    const request = host.switchToHttp().getRequest<Request>();
    if (response.headersSent) {
      response.end();
      return;
    }
    if (isOpenDsr(request)) {
      const refusal = openDsrError(code, detail, places);
      response.set(headers).status(refusal.status).json(refusal.body);
      return;
    }
    const body = { type: `https://oubli.example/problems/${code}`, code, title, status, ...(detail !== undefined && { detail }), ...(places.length > 0 && { errors: places }) };
    response.set(headers).status(status).type('application/problem+json').json(body);
  }
}
