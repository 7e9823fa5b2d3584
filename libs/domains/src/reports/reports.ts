import { readsRecord } from '@oubli/access';
import type { Session } from '@oubli/database';
import type { Purpose } from '@oubli/personal-data';
import { domainRegistry } from '../registry';
import { type ReportName, reportsSql } from './reports.sql';
import { type Cell, type ShownCell, shownTotal, suppressSmall } from './suppress';

export interface Report {
  readonly report: ReportName;
  readonly recordType: string;
  readonly cells: readonly ShownCell[];
  readonly total: number | null;
}

/** Counts without people, as far as the reader serves the purposes of what is counted; small cells hidden. */
export async function drawReports(app: Session, purposes: readonly Purpose[]): Promise<Report[]> {
  const reports: Report[] = [];
  for (const [name, { recordType, sql }] of Object.entries(reportsSql)) {
    if (!readsRecord(domainRegistry.root(recordType), purposes)) continue;
    const cells = await app.query<Cell>(sql);
    const shown = suppressSmall(cells);
    reports.push({ report: name as ReportName, recordType, cells: shown, total: shownTotal(cells, shown) });
  }
  return reports;
}
