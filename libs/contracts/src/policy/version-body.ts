import { type Condition, dateGrains, fakeDictionaries, placeGrains, type Treatment } from '@oubli/personal-data';
import { parsePeriod } from '@oubli/calendar';
import { z } from 'zod';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** A condition on declared columns: closed operators, values as parameters. */
export const conditionSchema: z.ZodType<Condition, Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({ column: z.string().min(1), is: z.enum(['null', 'not-null']) }),
    z.strictObject({
      column: z.string().min(1),
      is: z.enum(['equal', 'not-equal', 'less-than', 'at-most', 'more-than', 'at-least']),
      value: scalar,
    }),
    z.strictObject({ column: z.string().min(1), is: z.literal('one-of'), values: z.array(scalar).min(1) }),
  ]),
);

const treatmentSchema: z.ZodType<Treatment, Treatment> = z.union([
  z.strictObject({ kind: z.literal('keep') }),
  z.strictObject({ kind: z.literal('erase'), constant: scalar.optional() }),
  z.strictObject({ kind: z.literal('generalise'), to: z.enum([...dateGrains, ...placeGrains]) }),
  z.strictObject({ kind: z.literal('band'), width: z.number().positive(), top: z.number().optional(), bottom: z.number().optional() })
    .refine(({ width, top, bottom }) => top === undefined || bottom === undefined || bottom + width <= top, { message: 'leaves no band between bottom and top' }),
  z.strictObject({ kind: z.literal('fake'), dictionary: z.enum(fakeDictionaries), aligned: z.literal(true).optional() }),
  z.strictObject({ kind: z.literal('json'), parts: z.array(z.strictObject({ path: z.array(z.string().min(1)).min(1).max(8), to: scalar.optional() })).min(1) }),
  z.strictObject({ kind: z.literal('pseudonym'), form: z.enum(['text', 'email']) }),
]);

const periodSchema = z.string().refine(
  (text) => {
    try {
      parsePeriod(text);
      return true;
    } catch {
      return false;
    }
  },
  { message: 'is not a period in years, months or days, such as P5Y, P13M or P30D' },
);

export const anchors = ['day', 'end-of-fiscal-year', 'end-of-civil-year'] as const;
export type Anchor = (typeof anchors)[number];

/** A maximum of clocks, each anchored; the period counts from the latest. */
export const startEventSchema = z
  .array(z.strictObject({ clock: z.string().min(1), anchor: z.enum(anchors).default('day') }))
  .min(1);
export type StartEvent = z.infer<typeof startEventSchema>;

/**
 * The rule a version fixes for ever. Both periods count from a start event, anchored once:
 * `archived.period` is the whole time from the start, not the time after the active phase.
 * `sorting` names what only the active phase needed (domain.md 2, "sorting step").
 */
export const versionBodySchema = z.strictObject({
  condition: conditionSchema.optional(),
  startEvent: startEventSchema,
  active: z.strictObject({
    period: periodSchema,
    startEvent: startEventSchema.optional(),
    sorting: z
      .strictObject({
        columns: z.record(z.string(), treatmentSchema).default({}),
        children: z.record(z.string(), z.enum(['keep', 'delete'])).default({}),
      })
      .default({ columns: {}, children: {} }),
  }),
  archived: z.strictObject({ period: periodSchema, startEvent: startEventSchema.optional() }).optional(),
  end: z.literal('delete', {
    message: 'must be "delete": pseudonymising or generalising ends a phase, and a dated deletion always follows',
  }),
});
export type VersionBody = z.infer<typeof versionBodySchema>;
export type VersionBodyInput = z.input<typeof versionBodySchema>;

/** A keep claim given by law: the named columns (and children, by record type) of matching records. */
export const floorBodySchema = z.strictObject({
  condition: conditionSchema.optional(),
  startEvent: startEventSchema,
  period: periodSchema,
  columns: z.array(z.string()).min(1),
});
export type FloorBody = z.infer<typeof floorBodySchema>;
export type FloorBodyInput = z.input<typeof floorBodySchema>;

export const confidences = ['S', 'S~', 'I', 'G'] as const;
export type Confidence = (typeof confidences)[number];
