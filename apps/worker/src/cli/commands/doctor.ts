import type { Command } from 'commander';
import { callbacksCheck, isHealthy, type Check, examine, mailCheck, requestsCheck, residencyCheck } from '../../doctor';
import { print, table } from '../io';
import { command, type Json, settings, withRuntime } from '../program';

export function addDoctorCommand(program: Command): void {
  command(program, 'doctor', 'Examines the installation; exit 0 only when nothing is wrong.', ['doctor', 'doctor --json'])
    .action((options: Json) => withRuntime(async (runtime) => {
      const checks = [...(await examine(runtime)), residencyCheck(settings().storage, runtime.instance), await mailCheck(settings().mail, runtime), await requestsCheck(settings(), runtime), await callbacksCheck(runtime)];
      const healthy = isHealthy(checks);
      process.exitCode = healthy ? 0 : 1;
      print(options, { healthy, checks }, () => table(['', 'what', 'finding'], checks.map((c: Check) => [c.state, c.what, c.finding])));
    }));
}
