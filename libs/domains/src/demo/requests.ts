import { requestKinds } from '@oubli/contracts';
import { answerDeadline } from '@oubli/rights';
import type { Company } from './company';
import type { Relation } from './relations';

/** Years since a request was closed (null: it is open), whether it is archived, and its age when it is open. */
const groups: readonly { readonly closed: readonly [number, number] | null; readonly archived?: true }[] = [
  { closed: null }, { closed: [0.01, 0.9] }, { closed: [1.1, 4.7] }, { closed: [1.1, 4.7], archived: true }, { closed: [5.2, 7], archived: true },
];

const doors = ['form', 'e-mail', 'post', 'desk'] as const;
const words = ['Je souhaite savoir ce que vous gardez de moi.', 'Merci d’effacer mes données.', 'Je ne veux plus recevoir vos lettres.'] as const;

/** Requests in every state of their life; one in eight is of somebody the registry does not know. */
export function addRequests(company: Company, relations: readonly Relation[]): void {
  const { random } = company;
  relations.filter((r) => r.index % 6 === 2).forEach(({ personId, index }, i) => {
    const group = groups[i % groups.length];
    if (!group) return;
    const closedYears = group.closed && group.closed[0] + random.next() * (group.closed[1] - group.closed[0]);
    const receivedOn = company.ago(closedYears === null ? random.next() * 0.08 : closedYears + 0.06);
    const closedOn = closedYears === null ? null : company.ago(closedYears);
    const { target, legal } = answerDeadline({ receivedOn }, company.asOf);
    const id = company.record('rights.request', receivedOn, {
      number: `R-${receivedOn.slice(0, 4)}-${String(i + 1).padStart(6, '0')}`, kind: random.pick(requestKinds), door: random.pick(doors), language: random.pick(['fr', 'fr', 'en', 'de']),
      person_id: i % 8 === 7 ? null : personId, received_on: receivedOn, registered_on: receivedOn, due_target: target, due_legal: legal,
      state: closedOn === null ? 'received' : 'closed', outcome: closedOn === null ? null : 'granted', answered_on: closedOn, closed_on: closedOn,
    }, group.archived ? 'archived' : 'active');
    company.add('rights.request_event', { request_id: id, happened_at: `${receivedOn}T08:00:00Z`, kind: 'registered', state: 'received' });
    if (closedOn !== null) {
      company.add('rights.request_event', { request_id: id, happened_at: `${closedOn}T08:00:00Z`, kind: 'closed', state: 'closed' });
      const { content, sha256 } = company.file(`Votre demande ${i + 1}`);
      const letter = { request_id: id, kind: 'answer', language: 'fr', title: 'Réponse à votre demande', media_type: 'text/plain' };
      company.add('rights.request_document', { ...letter, content, content_sha256: sha256, written_at: `${closedOn}T08:00:00Z`, sent_on: closedOn });
    }
    if (group.archived) return;
    company.add('rights.request_contact', { request_id: id, name: company.faker.person.fullName(), email: company.email(index), words: random.pick(words) });
    if (i % 3 === 0) company.add('rights.request_note', { request_id: id, body: `Called back ${company.faker.person.fullName()}.`, written_at: `${receivedOn}T09:00:00Z` });
  });
}
