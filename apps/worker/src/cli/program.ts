import { Command } from 'commander';
import { parseSettings, type Settings } from '@oubli/config';
import { openRuntime, type Runtime } from '../runtime';

export interface Json {
  readonly json?: boolean;
}

export const settings = (): Settings => parseSettings(process.env, process.cwd());

/** Opens the running instance, does the work, closes it whatever happens. */
export async function withRuntime<T>(work: (runtime: Runtime) => Promise<T>): Promise<T> {
  const runtime = openRuntime(settings().dataFolder);
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
}

/** A command with `--json` and its examples under the help. */
export function command(parent: Command, spec: string, sentence: string, examples: readonly string[]): Command {
  return parent
    .command(spec)
    .description(sentence)
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', `\nExamples:\n${examples.map((e) => `  npx oubli ${e}`).join('\n')}`);
}

/** `--record-type a --record-type b` */
export const collect = (value: string, before: string[] = []): string[] => [...before, value];
