import type { JobName } from './jobs';

/** When a job is due. Times of day are Paris time, read from the database's clock. `beside`: it waits for others (a mail server), and nothing else may wait for it. `atStart`: a worker does it as soon as it is there. */
export type Timing = { readonly daily: string } | { readonly everySeconds: number; readonly beside?: true; readonly atStart?: true };

/** The whole timetable. A daily job runs once a day however many workers there are; one whose bell was lost is caught up by any worker that was there when the hour struck. */
export const timetable = {
  'retention.nightly': { daily: '02:00' },
  'retention.housekeeping': { daily: '03:30' },
  'retention.integrity': { daily: '04:00' },
  'retention.figures': { daily: '05:00' },
  'rights.accuracy': { daily: '05:30' },
  'ledger.end': { daily: '04:30' },
  'people.reseal': { daily: '04:45' },
  'retention.expiry': { everySeconds: 60 },
  'retention.erasures': { everySeconds: 300 },
  'rights.deadlines': { everySeconds: 3600, atStart: true },
  'ledger.checkpoint': { everySeconds: 300 },
  'opendsr.callbacks': { everySeconds: 5, beside: true },
  'outbox.send': { everySeconds: 5, beside: true },
  'recipients.send': { everySeconds: 5, beside: true },
} as const satisfies Partial<Record<JobName, Timing>>;

export type TimedJob = keyof typeof timetable;
export const timedJobs = Object.keys(timetable) as readonly TimedJob[];

/** What each job does, in a sentence, for the command line. */
export const jobSentences: Readonly<Record<JobName, string>> = {
  'retention.batch': 'Treats one batch of a run.',
  'retention.run': 'Wakes the workers for a run.',
  'retention.nightly': 'Runs the policies marked automatic; one above the limits waits for a person.',
  'retention.housekeeping': 'Ends manifests, released holds and logs of the engine that are over; keeps the do-not-recreate list.',
  'retention.expiry': 'Deletes what lasts hours, such as password-reset tokens.',
  'retention.erasures': 'Carries on erasures at a person’s request: what a hold, a floor or evidence kept and keeps no longer; tells who asked when the rest has left.',
  'rights.accuracy': 'Opens tasks for addresses nobody has confirmed for years; asks persons once a year to confirm their data.',
  'rights.deadlines': 'Tells owners and protection officers, once a threshold, of requests whose term is near its end or over; and protection officers of recipients to be reviewed or that confirm nothing.',
  'retention.integrity': 'Reads stored files and issued documents against their hashes; what does not match is an alarm.',
  'retention.figures': 'Counts what is due, overdue, held and without clock, for /metrics.',
  'people.reseal': 'Seals bank details and authenticators anew under the current field key, after it was turned.',
  'ledger.end': 'Ends ledger entries that are older than ten years; roots and checkpoints stay.',
  'recipients.send': 'Tells recipients’ endpoints what they must erase, correct or restrict.',
  'opendsr.callbacks': 'Tells systems that handed requests over how these stand, signed, until they answer 202.',
  'outbox.send': 'Hands waiting messages to the mail server.',
  'ledger.checkpoint': 'Writes a signed checkpoint outside the database if the ledger has moved.',
};
