import Redis from 'ioredis';
import { queueName } from './queue-options';

export interface QueueDepth {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

/** Milliseconds a look at the queue may take. */
const patience = 1000;

/** How many jobs wait in Redis; null when there is none, or it does not answer in a second. */
export async function queueDepth(redisUrl: string | null): Promise<QueueDepth | null> {
  if (redisUrl === null) return null;
  const redis = new Redis(redisUrl, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null, connectTimeout: patience, commandTimeout: patience });
  // Connection errors are answered below.
  redis.on('error', () => undefined);
  const key = (state: string): string => `bull:${queueName}:${state}`;
  try {
    await redis.connect();
    const [waiting, active, delayed, failed] = await Promise.all([redis.llen(key('wait')), redis.llen(key('active')), redis.zcard(key('delayed')), redis.zcard(key('failed'))]);
    return { waiting, active, delayed, failed };
  } catch {
    return null;
  } finally {
    redis.disconnect();
  }
}
