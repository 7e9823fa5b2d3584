import { type JobName, type JobPayload, jobPayloads } from '@oubli/contracts';
import Bull, { type Queue } from 'bull';
import { queueName, queueOptions } from './queue-options';

/** Rings for work that Postgres knows of already. Never throws and never waits long: without Redis the sweeper finds the work. */
export interface Bell {
  /** @returns whether Redis took it */
  ring<N extends JobName>(name: N, payload: JobPayload<N>): Promise<boolean>;
  close(): Promise<void>;
}

const patience = 500;

/** A bell over a queue that exists already (the worker's own). */
export function bellOf(queue: Queue): Bell {
  return {
    ring: async (name, payload) => {
      const added = queue.add(name, jobPayloads[name].parse(payload)).then(() => true, () => false);
      return Promise.race([added, new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patience).unref())]);
    },
    close: () => queue.close().catch(() => undefined),
  };
}

/** A bell for a process that only rings (the command line). @param redisUrl null when there is no Redis: then it is silent */
export function openBell(redisUrl: string | null): Bell {
  if (redisUrl === null) return { ring: () => Promise.resolve(false), close: () => Promise.resolve() };
  const { url, ...options } = queueOptions(redisUrl);
  const queue = new Bull(queueName, url, options);
  // Connection errors are no news here: what was not rung is found by the sweeper.
  queue.on('error', () => undefined);
  return bellOf(queue);
}
