import { Process, Processor } from '@nestjs/bull';
import { Inject, Injectable } from '@nestjs/common';
import { isJobName, jobPayloads } from '@oubli/contracts';
import { queueName } from '@oubli/jobs';
import type { Job } from 'bull';
import { handle, type HandlerContext } from './handlers';
import { handlerContext } from './tokens';

/** Bull's only way in: one processor for all names, so that its concurrency is said once. */
@Injectable()
@Processor(queueName)
export class QueueProcessor {
  constructor(@Inject(handlerContext) private readonly context: HandlerContext) {}

  @Process({ name: '*', concurrency: 2 })
  async process(job: Job<unknown>): Promise<void> {
    const { name } = job;
    if (!isJobName(name)) return;
    await this.dispatch(name, job.data);
  }

  private async dispatch(name: keyof typeof jobPayloads, data: unknown): Promise<void> {
    switch (name) {
      case 'retention.batch':
        return handle(name, jobPayloads[name].parse(data), this.context);
      case 'retention.run':
        return handle(name, jobPayloads[name].parse(data), this.context);
      case 'retention.nightly':
      case 'retention.housekeeping':
      case 'retention.integrity':
      case 'retention.figures':
      case 'ledger.end':
      case 'people.reseal':
      case 'retention.expiry':
      case 'retention.erasures':
      case 'rights.accuracy':
      case 'rights.deadlines':
      case 'opendsr.callbacks':
      case 'recipients.send':
      case 'outbox.send':
        return handle(name, jobPayloads[name].parse(data), this.context);
      case 'ledger.checkpoint':
        return handle(name, jobPayloads[name].parse(data), this.context);
    }
  }
}
