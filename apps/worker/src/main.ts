import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { parseSettings } from '@oubli/config';
import { assertResidency, storesOf } from '@oubli/domains';
import { nestLogger, openLog } from '@oubli/logging';
import { faultsFrom } from './faults';
import type { HandlerContext } from './handlers';
import { openCourier } from './courier';
import { openHerald } from './herald';
import { openPostman } from './postman';
import { openRuntime } from './runtime';
import { Sweeper, sweepSeconds } from './sweeper';
import { handlerContext } from './tokens';
import { WorkerModule } from './worker.module';

/** Milliseconds a draining worker gives its batches. */
const drainPatience = 4500;

/** The worker process: joins open runs, does the timetable, drains on SIGTERM, ends with the process that started it. */
async function main(): Promise<void> {
  const log = openLog('worker');
  const settings = parseSettings(process.env, process.cwd());
  const runtime = openRuntime(settings.dataFolder, faultsFrom(process.env));
  assertResidency(settings.storage, storesOf(runtime.instance.redisUrl));
  const postman = openPostman(runtime.instance, settings.mail, log);
  const courier = openCourier(runtime, settings.outboundHosts, log);
  let draining = false;
  const app = await NestFactory.createApplicationContext(WorkerModule.over(runtime, { postman, courier, herald: openHerald(runtime.instance, settings, log) }, settings, () => draining, log), { logger: nestLogger(log) });
  const context = app.get<HandlerContext>(handlerContext);
  const sweeper = new Sweeper(context, runtime.instance.redisUrl === null ? sweepSeconds.alone : sweepSeconds.withQueue, log);
  sweeper.start();
  log.write('worker-started');

  const drain = async (why: 'SIGTERM' | 'SIGINT' | 'parent-gone'): Promise<void> => {
    if (draining) return;
    draining = true;
    log.write('worker-drains', { why });
    const patience = new Promise<void>((resolve) => setTimeout(resolve, drainPatience).unref());
    await Promise.race([Promise.all([context.lanes.idle(), sweeper.stop()]), patience]);
    await runtime.logins.engine.session.query('delete from retention.worker where id = $1', [runtime.context.worker]).catch(() => undefined);
    // Closing waits for Redis, which may be gone: what matters is committed.
    process.exit(0);
  };
  process.on('SIGTERM', () => void drain('SIGTERM'));
  process.on('SIGINT', () => void drain('SIGINT'));
  watchParent(() => void drain('parent-gone'));
}

/** A start that was killed leaves no worker behind. */
function watchParent(gone: () => void): void {
  const parent = Number(process.env['OUBLI_PARENT_PID'] ?? 0);
  if (parent === 0) return;
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      gone();
    }
  }, 1000).unref();
}

main().catch((error: unknown) => {
  process.stderr.write(`The worker could not start: ${error instanceof Error ? error.message : 'unknown error'}\n`);
  process.exit(1);
});
