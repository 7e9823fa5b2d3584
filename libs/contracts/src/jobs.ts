import { z } from 'zod';

/** Payloads carry ids and days, never personal data: Redis may be read, copied or flushed at any moment. */
export const jobPayloads = {
  'retention.batch': z.strictObject({ runId: z.uuid(), batch: z.int().positive() }),
  'retention.run': z.strictObject({ runId: z.uuid() }),
  'retention.nightly': z.strictObject({ day: z.iso.date() }),
  'retention.housekeeping': z.strictObject({ day: z.iso.date() }),
  'retention.expiry': z.strictObject({ day: z.iso.date() }),
  'retention.erasures': z.strictObject({ day: z.iso.date() }),
  'rights.accuracy': z.strictObject({ day: z.iso.date() }),
  'rights.deadlines': z.strictObject({ day: z.iso.date() }),
  'retention.integrity': z.strictObject({ day: z.iso.date() }),
  'retention.figures': z.strictObject({ day: z.iso.date() }),
  'people.reseal': z.strictObject({ day: z.iso.date() }),
  'ledger.end': z.strictObject({ day: z.iso.date() }),
  'ledger.checkpoint': z.strictObject({}),
  'recipients.send': z.strictObject({ day: z.iso.date() }),
  'opendsr.callbacks': z.strictObject({ day: z.iso.date() }),
  'outbox.send': z.strictObject({ day: z.iso.date() }),
} as const;

export type JobName = keyof typeof jobPayloads;
export type JobPayload<N extends JobName> = z.infer<(typeof jobPayloads)[N]>;

export const jobNames = Object.keys(jobPayloads) as readonly JobName[];

export const isJobName = (name: string): name is JobName => Object.hasOwn(jobPayloads, name);
