import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds an answer to a stranger takes, whatever was found: longer than looking somebody up and writing her a message. */
export const evenPace = 400;

/** Does the work and answers no sooner than the pace allows. */
export async function atEvenPace(work: Promise<void>, milliseconds = evenPace): Promise<void> {
  await Promise.all([work, pause(milliseconds)]);
}
