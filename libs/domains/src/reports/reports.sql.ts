/** Each report counts by one label; `year` as text so that all read alike. The application's login sees active records. */
export const reportsSql = {
  'applications-by-stage': { recordType: 'application', sql: `select stage as label, count(*)::int as count from recruitment.application group by 1 order by 1` },
  'applications-by-year': { recordType: 'application', sql: `select to_char(applied_on, 'YYYY') as label, count(*)::int as count from recruitment.application where applied_on is not null group by 1 order by 1` },
  'assignments-by-status': { recordType: 'assignment', sql: `select status as label, count(*)::int as count from recruitment.assignment group by 1 order by 1` },
  'assignments-by-year': { recordType: 'assignment', sql: `select to_char(started_on, 'YYYY') as label, count(*)::int as count from recruitment.assignment group by 1 order by 1` },
  'invoices-by-year': { recordType: 'invoice', sql: `select to_char(issued_on, 'YYYY') as label, count(*)::int as count from invoicing.invoice where issued_on is not null group by 1 order by 1` },
  'trainings-by-year': { recordType: 'attendance', sql: `select to_char(session_ended_on, 'YYYY') as label, count(*)::int as count from training.attendance where session_ended_on is not null group by 1 order by 1` },
  'surveys-by-score': {
    recordType: 'survey-answer',
    sql: `select score::text as label, sum(n)::int as count from (
        select score, count(*) as n from engagement.survey_answer where score is not null group by 1
        union all select score, sum(answers) from engagement.survey_tally where score is not null group by 1) x group by score order by score`,
  },
} as const;
export type ReportName = keyof typeof reportsSql;
