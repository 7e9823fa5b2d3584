import type { Company } from './company';

/** Three people whose records are printed before and after the first run. */
export interface Story {
  readonly personId: string;
  /** What the story shows, in a sentence. */
  readonly tells: string;
  readonly records: readonly string[];
}

const fixed = (n: number): string => `0a0b0c0d-0000-4000-8000-00000000000${n}`;

/** The three stories' persons have fixed ids, so that a later start finds them again. */
export const storyPeople = { deleted: fixed(1), pseudonymised: fixed(2), kept: fixed(3) } as const;

export function addStories(company: Company): void {
  const person = (id: string, last: string, first: string, collected: string): void => {
    company.rows.get('people.person')?.push({
      id, last_name: last, birth_name: null, first_name: first, birth_date: '1955-04-12', search_key: `${last} ${first}`.toLowerCase(), collected_on: collected, origin: 'person', phase: 'active',
    });
  };
  person(storyPeople.deleted, 'Delmas', 'Odile', company.ago(7));
  company.record('engagement.survey_answer', company.ago(2), { person_id: storyPeople.deleted, survey: 'Satisfaction', answered_on: company.ago(2), score: 8, comment: 'Very pleased with Mrs Roux.' });
  person(storyPeople.pseudonymised, 'Peyrat', 'Henri', company.ago(6));
  company.event(storyPeople.pseudonymised, 'last-contact', company.ago(3), 'person', null);
  company.event(storyPeople.pseudonymised, 'assignment-end', company.ago(2.5), 'assignment', null);
  company.record('people.contact_details', company.ago(6), {
    person_id: storyPeople.pseudonymised, email: 'henri.peyrat@example.fr', phone: '+33639980042', street: '12 quai des Brumes', postcode: '44000', city: 'Nantes',
  });
  person(storyPeople.kept, 'Castel', 'Simone', company.ago(9));
  company.event(storyPeople.kept, 'last-contact', company.ago(6), 'person', null);
  company.record('recruitment.application', company.ago(6.2), {
    person_id: storyPeople.kept, position: 'Plant manager', stage: 'rejected', applied_on: company.ago(6.2), decided_on: company.ago(6), criteria: 'mobility', decided_by: 'Recruitment',
    motivation: 'I would like to share my experience.', cv_name: null, cv: null, cv_sha256: null, pool_consent: false,
  });
  company.record('access.dispute_case', company.ago(0.5), {
    person_id: storyPeople.kept, opened_on: company.ago(0.5), settled_on: null, subject: 'Contests the decision on her application', notes: 'Summons received.',
  });
}

export const stories: readonly Story[] = [
  { personId: storyPeople.deleted, tells: 'Odile Delmas: her survey answer was kept three months and is deleted', records: ['person', 'survey-answer'] },
  { personId: storyPeople.pseudonymised, tells: 'Henri Peyrat: his relation ended more than two years ago, his contact details are pseudonymised and archived', records: ['person', 'contact-details'] },
  { personId: storyPeople.kept, tells: 'Simone Castel: her application is over, and a dispute keeps it', records: ['person', 'application', 'dispute-case'] },
];
