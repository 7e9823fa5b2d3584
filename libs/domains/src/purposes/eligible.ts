import type { Session } from '@oubli/database';
import { type LawfulBasis, type Origin, origins, type PersonCategory, type Purpose, type RootDeclaration, type Row, snakeCase } from '@oubli/personal-data';
import { type Eligibility, eligibilityOf, loadRegister, type PersonRight } from '@oubli/rights';
import { domainRegistry } from '../registry';
import { categoriesOfOne } from './categories-of';

/** Whether a right reaches records of a type held for a purpose, and by which provision. */
export interface EligibleRow {
  readonly recordType: string;
  readonly purpose: Purpose;
  readonly category: PersonCategory;
  readonly basis: LawfulBasis | null;
  readonly eligible: Eligibility;
  readonly because: string;
  readonly origins: readonly string[];
  readonly count: number;
}

interface Held {
  readonly origin: Origin | null;
  readonly count: number;
}

const heldOf = (root: RootDeclaration<Row>): string =>
  `select ${'origin' in root.columns ? 'r.origin' : 'null'} as origin, count(*)::int as count from ${root.table} r where r.${snakeCase(root.subjects[0] ?? '')} = $1 group by 1`;

const nothingAllowed = { eligible: 'yes', because: 'Art. 17(1)(d) GDPR' } as const;

/**
 * The matrix right x basis for what is held about a person, with the bases of the register as it stands (R54). Where nothing is stated
 * for her the processing has no basis, and what is asked for is due. @param session the engine's: what is archived is hers too
 */
export async function eligibleRecords(session: Session, personId: string, right: PersonRight): Promise<{ readonly asOf: string; readonly rows: readonly EligibleRow[] }> {
  const register = await loadRegister(session);
  const categories = await categoriesOfOne(session, personId);
  const rows: EligibleRow[] = [];
  for (const root of domainRegistry.roots) {
    const held = await session.query<Held>(heldOf(root), [personId]);
    const count = held.reduce((sum, h) => sum + h.count, 0);
    if (count === 0) continue;
    const from = held.flatMap(({ origin }) => origin ?? []).sort((a, b) => origins.indexOf(a) - origins.indexOf(b));
    for (const purpose of root.purposes) {
      const common = { recordType: root.recordType, purpose, origins: from, count };
      const states = register.statesFor(root, purpose, categories);
      for (const { category, basis } of states) {
        if (basis === null) continue;
        // What the person provided decides for all of them: a record that came from elsewhere is told apart by its origin in the package.
        const { eligible, because } = eligibilityOf({ right, basis, purpose, origin: from[0] ?? 'derived' });
        rows.push({ ...common, category, basis, eligible, because });
      }
      if (states.length === 0 && right !== 'portability') rows.push({ ...common, category: categories[0] ?? 'requester', basis: null, ...nothingAllowed });
    }
  }
  return { asOf: register.day, rows };
}
