import type { Command } from 'commander';
import { readStorageLocations, residencyProblems, storesOf } from '@oubli/domains';
import { print, table } from '../io';
import { command, type Json, settings, withRuntime } from '../program';

export function addResidencyCommand(program: Command): void {
  command(program, 'residency', 'Lists where the database, the queue, the data folder and every backup stand; exit 0 only when each is allowed.', ['residency', 'residency --json'])
    .action((options: Json) => withRuntime(({ instance }) => {
      const { storage } = settings();
      const locations = readStorageLocations(storage.file);
      const problems = residencyProblems(locations, storesOf(instance.redisUrl), storage.allowed);
      process.exitCode = problems.length === 0 ? 0 : 1;
      print(options, { locations, allowed: ['FR', ...storage.allowed], problems }, () => [
        table(['store', 'name', 'provider', 'identifier', 'country'], locations.map((l) => [l.store, l.name ?? null, l.provider, l.identifier, l.country])),
        ...problems.map((problem) => `WRONG: ${problem}`),
      ].join('\n'));
      return Promise.resolve();
    }));
}
