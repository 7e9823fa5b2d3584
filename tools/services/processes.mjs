import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Is there a process of this id (of ours or not)? A zombie that nobody reaped counts as gone. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}

/** Command line of a process, words joined by blanks; empty when it is gone or not ours to read. */
export function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Waits until `test` holds. @returns false when the time is over */
export async function until(test, milliseconds, step = 50) {
  const end = performance.now() + milliseconds;
  while (!(await test())) {
    if (performance.now() > end) return false;
    await pause(step);
  }
  return true;
}

/** Asks a process to end by each signal in turn, with the patience given for each. @returns whether it ended */
export async function endProcess(pid, signals) {
  for (const [signal, patience] of signals) {
    if (!isAlive(pid)) return true;
    try {
      process.kill(pid, signal);
    } catch {
      return !isAlive(pid);
    }
    if (await until(() => !isAlive(pid), patience)) return true;
  }
  return !isAlive(pid);
}
