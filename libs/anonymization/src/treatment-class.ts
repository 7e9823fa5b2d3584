import type { Treatment } from '@oubli/personal-data';

/**
 * What a treatment may be called. Nothing here is called anonymous: whoever holds the key can link a pseudonym, and
 * a generalised or faked row still stands at its old place (domain.md 4; Conseil d'Etat 498628; EDPB 01/2025).
 */
export type TreatmentClass = 'keep' | 'generalise' | 'fake' | 'pseudonymise' | 'erase';

const classes: Readonly<Record<Treatment['kind'], TreatmentClass>> = {
  keep: 'keep', generalise: 'generalise', fake: 'fake', pseudonym: 'pseudonymise', erase: 'erase',
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
    case 'fake':
      return 'replaced by a fictitious value';
    case 'pseudonym':
      return 'pseudonymised';
  }
}
