import { BullModule, getQueueToken } from '@nestjs/bull';
import { type DynamicModule, Module } from '@nestjs/common';
import { loadFieldKeys, type Settings } from '@oubli/config';
import { appUrl, DomainsModule } from '@oubli/domains';
import { type Bell, bellOf, openBell, queueName, queueOptions } from '@oubli/jobs';
import type { Log } from '@oubli/logging';
import type { Queue } from 'bull';
import { Lanes } from './lanes';
import type { HandlerContext } from './handlers';
import { QueueProcessor } from './queue.processor';
import type { Runtime } from './runtime';
import { handlerContext } from './tokens';

/** Batches a worker has in flight: one a lane. */
export const laneCount = 2;

/** The worker: domains, and the queue when there is a Redis. */
@Module({})
export class WorkerModule {
  static over(runtime: Runtime, carriers: Pick<HandlerContext, 'postman' | 'courier' | 'herald'>, settings: Settings, draining: () => boolean, log: Log): DynamicModule {
    const { redisUrl } = runtime.instance;
    const make = (bell: Bell): HandlerContext => ({ runtime, lanes: new Lanes(laneCount), ...carriers, settings, bell, draining, log });
    const base = { module: WorkerModule, exports: [handlerContext] };
    const domains = DomainsModule.over(appUrl(runtime.instance), () => loadFieldKeys(runtime.instance.keysFolder));
    if (redisUrl === null) {
      return { ...base, imports: [domains], providers: [{ provide: handlerContext, useFactory: () => make(openBell(null)) }] };
    }
    return {
      ...base,
      imports: [domains, BullModule.registerQueue({ name: queueName, ...queueOptions(redisUrl) })],
      providers: [
        { provide: handlerContext, useFactory: (queue: Queue) => make(quiet(queue)), inject: [getQueueToken(queueName)] },
        QueueProcessor,
      ],
    };
  }
}

/** A queue whose connection errors are no news: the sweeper works without it. */
function quiet(queue: Queue): Bell {
  queue.on('error', () => undefined);
  return bellOf(queue);
}
