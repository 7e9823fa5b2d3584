import type { ClockDeclaration, ShippedStartEvent } from '@oubli/personal-data';

/** Clocks of a record that is kept for the sake of the relation with a person, whichever domain it lies in. */
export const relationClocks = {
  assignmentEnd: { event: 'assignment-end' }, lastContact: { event: 'last-contact' },
} as const satisfies Record<string, ClockDeclaration>;

/** The end of that relation: the last assignment or the last contact, whichever is later. */
export const relationEnd: ShippedStartEvent = [{ clock: 'assignmentEnd' }, { clock: 'lastContact' }];
