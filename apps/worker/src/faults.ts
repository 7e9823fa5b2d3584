import { appendFileSync } from 'node:fs';
import { type CrashPoint, crashPoints } from '@oubli/retention';

/**
 * For the fault harness only: `OUBLI_CRASH_AT=point:n` kills this process, as SIGKILL does, the n-th time it reaches a
 * named point, and `OUBLI_FAULT_LOG` gets a line for each point that is reached. Without them it does nothing.
 */
export function faultsFrom(environment: Readonly<Record<string, string | undefined>>): (point: CrashPoint) => void {
  const [wanted, times] = (environment['OUBLI_CRASH_AT'] ?? '').split(':');
  const log = environment['OUBLI_FAULT_LOG'];
  if (!wanted && !log) return () => undefined;
  if (wanted && !crashPoints.some((point) => point === wanted)) throw new Error(`OUBLI_CRASH_AT names no crash point; known: ${crashPoints.join(', ')}.`);
  let left = Number(times ?? 1);
  return (point) => {
    if (log) appendFileSync(log, `${process.pid} ${point}\n`);
    if (point === wanted && (left -= 1) <= 0) process.kill(process.pid, 'SIGKILL');
  };
}
