/** Lines for a person: what is being done, and how long what takes longer than two seconds. */
const out = (text) => process.stdout.write(text);

/**
 * Does a step and says so; a step of more than two seconds counts its seconds while it runs.
 * @template T
 * @param {string} name what is being done
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  let shown = false;
  const timer = setInterval(() => {
    if (seconds() < 2) return;
    if (process.stdout.isTTY) out(`\r${name} ... ${seconds()} s `);
    else if (!shown || seconds() % 15 === 0) out(`${name} ... ${seconds()} s\n`);
    shown = true;
  }, 1000);
  try {
    const result = await work();
    if (shown) out(`${process.stdout.isTTY ? '\r' : ''}${name}: done in ${seconds()} s\n`);
    else out(`${name}: done\n`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/** An error as one line that says what, where and what to do; never a stack trace. */
export function oneLine(error) {
  const place = error.path ?? error.dest ?? '';
  switch (error.code) {
    case 'ENOSPC':
      return `The disk is full${place ? ` (${place})` : ''}: free some space and start again.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `Oubli may not write to ${place || 'a folder it needs'}: give it the right, or name another folder in OUBLI_DATA.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${place} is not a folder: name another one in OUBLI_DATA.`;
    default:
      return String(error.message ?? error).split('\n')[0];
  }
}
