import type { Phase } from '@oubli/personal-data';

/** What happened to a row. Closed: a number is never given another meaning (docs/ledger-format.md). */
export const actions = { archive: 0, treat: 1, delete: 2, archiveAsked: 3, treatAsked: 4, deleteAsked: 5 } as const;
/** `asked`: at the person's request, and `version` names her wish. */
export const actionNames: readonly string[] = ['archive', 'treat', 'delete', 'archive-asked', 'treat-asked', 'delete-asked'];

/** The phase the row was in before. */
export const phaseCodes: Readonly<Record<Phase, number>> = { active: 0, archived: 1, treated: 2 };
export const phaseNames: readonly Phase[] = ['active', 'archived', 'treated'];
