import { erase, type Treatment } from '@oubli/personal-data';

/** What an erased column holds: null, or the constant its declaration gives where null may not stand. */
export const erasedSql = (treatment: Treatment | undefined): string =>
  treatment?.kind === 'erase' && treatment.constant !== undefined ? `'${String(treatment.constant).replaceAll("'", "''")}'` : 'null';

/** How a column is erased at a person's wish: pseudonyms and fakes are no erasure (domain.md 4.1, P8). */
export const erasing = (treatment: Treatment | undefined): Treatment => (treatment?.kind === 'erase' ? treatment : erase);
