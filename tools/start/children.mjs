import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, endProcess, isAlive } from '../services/processes.mjs';

/** Ends what a start that was killed has left behind, so that it frees its port and its locks. */
export async function endLeftover(name, script, dataFolder) {
  const file = join(dataFolder, `${name}.pid`);
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (pid > 0 && isAlive(pid) && commandOf(pid).includes(script)) await endProcess(pid, [['SIGTERM', 5500], ['SIGKILL', 1000]]);
  rmSync(file, { force: true });
}

/** A process of ours that is started again when it ends by itself, at most five times. */
export class Child {
  constructor(name, script, { dataFolder, environment, root, args = [] }) {
    Object.assign(this, { name, script, args, dataFolder, environment, root, restarts: 0, stopping: false });
  }

  start() {
    const log = openSync(join(this.dataFolder, `${this.name}.log`), 'a', 0o600);
    this.process = spawn(process.execPath, [this.script, ...this.args], {
      cwd: this.root, detached: true, stdio: ['ignore', log, log], env: { ...this.environment, OUBLI_PARENT_PID: String(process.pid) },
    });
    writeFileSync(join(this.dataFolder, `${this.name}.pid`), String(this.process.pid));
    this.process.once('exit', (code, signal) => this.ended(code ?? signal));
    return this;
  }

  ended(how) {
    if (this.stopping) return;
    this.restarts += 1;
    if (this.restarts > 5) {
      process.stdout.write(`The ${this.name} ended (${how}) for the sixth time and stays down: see ${join(this.dataFolder, `${this.name}.log`)}.\n`);
      return;
    }
    process.stdout.write(`The ${this.name} ended (${how}); it is started again.\n`);
    setTimeout(() => !this.stopping && this.start(), 500);
  }

  async stop() {
    this.stopping = true;
    if (this.process?.pid) await endProcess(this.process.pid, [['SIGTERM', 5500], ['SIGKILL', 1000]]);
    rmSync(join(this.dataFolder, `${this.name}.pid`), { force: true });
  }
}
