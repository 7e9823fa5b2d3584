import type { Treatment } from '@oubli/personal-data';

/**
 * What a treatment may be called. Nothing here is called anonymous: whoever holds the key can link a pseudonym, and
 * a generalised or faked row still stands at its old place (domain.md 4; Conseil d'Etat 498628; EDPB 01/2025).
 */
export type TreatmentClass = 'keep' | 'generalise' | 'fake' | 'pseudonymise' | 'erase' | 'erase-parts';

const classes: Readonly<Record<Treatment['kind'], TreatmentClass>> = {
  keep: 'keep', generalise: 'generalise', band: 'generalise', fake: 'fake', pseudonym: 'pseudonymise', erase: 'erase', json: 'erase-parts',
};

export const classOf = (treatment: Treatment): TreatmentClass => classes[treatment.kind];

/** The treatment in a word or two, as screens and the command line print it. */
export function describeTreatment(treatment: Treatment): string {
  switch (treatment.kind) {
    case 'keep':
      return 'kept';
    case 'erase':
      return treatment.constant === undefined ? 'erased' : 'erased (constant)';
    case 'generalise':
      return `generalised to the ${treatment.to}`;
    case 'band':
      return `reduced to bands of ${treatment.width}${treatment.bottom === undefined ? '' : `, ${treatment.bottom} and less together`}${treatment.top === undefined ? '' : `, ${treatment.top} and more together`}`;
    case 'json':
      return `erased in parts (${treatment.parts.map((part) => part.path.join('.')).join(', ')})`;
    case 'fake':
      return treatment.aligned ? 'replaced by a fictitious value that agrees with the others of the record' : 'replaced by a fictitious value';
    case 'pseudonym':
      return 'pseudonymised';
  }
}
