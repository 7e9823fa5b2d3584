import type { Company } from './company';

/** How a person stands to the company: when the relation ended (years ago; null = it goes on), and what the archive holds. */
export interface Relation {
  readonly personId: string;
  readonly index: number;
  readonly collectedYears: number;
  readonly endedYears: number | null;
  readonly archived: boolean;
  readonly expert: boolean;
}

/** 2,000 people at scale 1, over fifteen years: groups of relations that go on, have ended, or are long over. */
const groups = [
  { count: 700, ended: null, archived: false, expert: true },
  { count: 300, ended: [2.1, 4.8], archived: false, expert: true },
  { count: 200, ended: [5.1, 9], archived: false, expert: true },
  { count: 200, ended: [2.2, 4.7], archived: true, expert: true },
  { count: 150, ended: [5.1, 8], archived: true, expert: true },
  { count: 450, ended: [0.2, 9], archived: false, expert: false },
] as const;

/** Persons with the events of their relation, contact details, bank details, profiles and assignments. */
export function addRelations(company: Company): Relation[] {
  const relations: Relation[] = [];
  for (const group of groups) {
    for (let i = 0; i < group.count * company.scale; i += 1) relations.push(addRelation(company, relations.length, group));
  }
  return relations;
}

function addRelation(company: Company, index: number, group: (typeof groups)[number]): Relation {
  const { random } = company;
  const endedYears = group.ended === null ? null : group.ended[0] + random.next() * (group.ended[1] - group.ended[0]);
  const collectedYears = Math.min(15, (endedYears ?? 0) + 0.5 + random.next() * 5);
  const personId = company.person(company.ago(collectedYears));
  const relation: Relation = { personId, index, collectedYears, endedYears, archived: group.archived, expert: group.expert };
  const lastContact = company.ago(endedYears === null ? random.next() * 0.9 : endedYears + 0.01);
  company.event(personId, 'last-contact', lastContact, 'person', personId);
  addContactDetails(company, relation);
  if (group.expert) addExpert(company, relation);
  return relation;
}

function addContactDetails(company: Company, { personId, index, collectedYears, archived }: Relation): void {
  const { faker } = company;
  const row = archived
    ? { email: `u${company.random.uuid().replaceAll('-', '')}@example.invalid`, phone: '+33199000000', street: null, postcode: null, city: faker.location.city() }
    : { email: company.email(index), phone: company.phone(), street: faker.location.streetAddress(), postcode: faker.location.zipCode('#####'), city: faker.location.city() };
  company.record('people.contact_details', company.ago(collectedYears), { person_id: personId, ...row }, archived ? 'archived' : 'active');
}

function addExpert(company: Company, relation: Relation): void {
  const { personId, collectedYears, endedYears, archived } = relation;
  const { faker, random } = company;
  const collected = company.ago(collectedYears);
  const phase = archived ? 'archived' : 'active';
  const profile = company.record('recruitment.expert_profile', collected, {
    person_id: personId, skills: archived ? null : faker.person.jobTitle(), availability: archived ? null : 'three days a week',
    hourly_rate: archived ? null : random.between(60, 180), summary: archived ? null : faker.lorem.sentence(),
    career_started_on: archived ? '1970-01-01' : `${random.between(1966, 1990)}-09-01`,
  }, phase);
  if (!archived) {
    const { content, sha256 } = company.file(`Curriculum vitae ${relation.index}: ${faker.lorem.sentence()}`);
    company.add('recruitment.cv_file', { profile_id: profile, file_name: `cv-${relation.index}.txt`, media_type: 'text/plain', content, sha256 });
    company.record('people.bank_details', collected, { person_id: personId, holder: faker.person.fullName(), iban: company.iban(), bic: 'ZZZZFRPPXXX', superseded_on: null });
    if (relation.index % 4 === 0) {
      company.record('people.bank_details', collected, {
        person_id: personId, holder: faker.person.fullName(), iban: company.iban(), bic: 'ZZZZFRPPXXX', superseded_on: company.ago(random.next() * Math.min(3, collectedYears)),
      });
    }
  }
  addAssignment(company, relation, endedYears);
}

function addAssignment(company: Company, { personId, collectedYears, index, archived }: Relation, endedYears: number | null): void {
  const { faker, random } = company;
  const running = endedYears === null && index % 3 === 0;
  const endedOn = running ? null : company.ago(endedYears ?? random.next() * 3);
  const old = archived || (endedYears !== null && index % 2 === 0);
  const contact = index > 100 && index % 5 === 0 ? company.people[index - 50] : undefined;
  const assignment = company.record('recruitment.assignment', company.ago(Math.max(collectedYears - 0.3, (endedYears ?? 0) + 0.1)), {
    person_id: personId, client_contact_id: contact ?? null, title: faker.person.jobTitle(), client_name: faker.company.name(),
    started_on: company.ago(Math.max(collectedYears - 0.3, (endedYears ?? 0) + 0.05)), ended_on: endedOn, day_rate: random.between(300, 900),
    status: running ? 'running' : 'ended', notes: old ? null : faker.lorem.sentence(),
  }, old ? 'archived' : 'active');
  company.event(personId, 'assignment-end', endedOn ?? 'infinity', 'assignment', assignment);
}
