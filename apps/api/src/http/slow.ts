import { type RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemError } from './problem.error';

/** Counts one more of an address or a session. @throws ProblemError 429 with the seconds to wait */
export async function slow(limiter: RateLimiterMemory, who: string): Promise<void> {
  try {
    await limiter.consume(who);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new ProblemError('too-many', undefined, [], { 'Retry-After': String(Math.ceil(error.msBeforeNext / 1000)) });
  }
}
