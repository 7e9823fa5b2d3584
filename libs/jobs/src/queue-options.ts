import type { JobOptions, QueueOptions } from 'bull';

export const queueName = 'oubli';

/** Every setting that matters, said once. A lost or doubled job is harmless: the database decides what there is to do. */
export const queueOptions = (redisUrl: string): QueueOptions & { url: string } => ({
  url: redisUrl,
  redis: {
    maxRetriesPerRequest: null,
    enableReadyCheck: false,
    retryStrategy: (times: number) => Math.min(times * 200, 2000),
  },
  settings: { lockDuration: 30_000, stalledInterval: 15_000, maxStalledCount: 3, guardInterval: 5000 },
  defaultJobOptions: jobOptions,
});

export const jobOptions: JobOptions = { attempts: 1, removeOnComplete: 100, removeOnFail: 100 };
