import { requestKinds } from '@oubli/contracts';
import fc from 'fast-check';
import { heldQuestion, identityModes, type IdentityFacts, type ProofMethod, proofMethods, proofNeeded } from './proof-needed';

const plain: IdentityFacts = { mode: 'proportional', kind: 'access', peopleOfMailbox: 1, bankDetails: false, dispute: false, given: [] };
const strict: IdentityFacts = { ...plain, mode: 'policy-strict' };
const light: readonly ProofMethod[] = ['source-system', 'e-mail-link', 'held-question', 'in-person'];

type Row = readonly [string, IdentityFacts, number, number, readonly ProofMethod[]];
const rows: readonly Row[] = [
  ['a question is answered without', { ...plain, kind: 'question' }, 0, 0, []],
  ['a complaint too, in strict mode as well', { ...strict, kind: 'complaint' }, 0, 0, []],
  ['one proof, and no copy, by default', plain, 1, 1, light],
  ['the source system’s word is enough', { ...plain, given: ['source-system'] }, 1, 0, []],
  ['a confirmed link is enough', { ...plain, given: ['e-mail-link'] }, 1, 0, []],
  ['a link to a mailbox of nobody known is a proof of the mailbox', { ...plain, peopleOfMailbox: 0, given: ['e-mail-link'] }, 1, 0, []],
  ['a copy that nobody may ask for counts for nothing', { ...plain, given: ['document-copy'] }, 1, 1, light],
  ['two persons in one mailbox: a second proof', { ...plain, peopleOfMailbox: 2, given: ['e-mail-link'] }, 2, 1, ['source-system', 'held-question', 'in-person', 'document-copy']],
  ['bank details: a second proof', { ...plain, bankDetails: true, given: ['source-system'] }, 2, 1, ['e-mail-link', 'held-question', 'in-person', 'document-copy']],
  ['a dispute: a second proof', { ...plain, dispute: true }, 2, 2, proofMethods],
  ['the same proof twice is one', { ...plain, dispute: true, given: ['e-mail-link', 'e-mail-link'] }, 2, 1, ['source-system', 'held-question', 'in-person', 'document-copy']],
  ['two different ones are enough', { ...plain, bankDetails: true, dispute: true, peopleOfMailbox: 3, given: ['e-mail-link', 'held-question'] }, 2, 0, []],
  ['a copy may be the second', { ...plain, dispute: true, given: ['e-mail-link', 'document-copy'] }, 2, 0, []],
  ['strict: a document', strict, 1, 1, ['in-person', 'document-copy']],
  ['strict: nothing else replaces it', { ...strict, given: ['source-system', 'e-mail-link', 'held-question'] }, 1, 1, ['in-person', 'document-copy']],
  ['strict: a copy is enough', { ...strict, given: ['document-copy'] }, 1, 0, []],
  ['strict: a document that was shown is enough', { ...strict, given: ['in-person'] }, 1, 0, []],
  ['strict with a dispute: two, one of them a document', { ...strict, dispute: true }, 2, 2, proofMethods],
  ['strict with a dispute and a link: the document is missing', { ...strict, dispute: true, given: ['e-mail-link'] }, 2, 1, ['in-person', 'document-copy']],
  ['strict with a dispute and a copy: any other', { ...strict, dispute: true, given: ['document-copy'] }, 2, 1, light],
];

describe('what somebody who asks has to show', () => {
  it.each(rows)('%s', (_says, facts, proofs, missing, accepted) => expect(proofNeeded(facts)).toMatchObject({ proofs, missing, accepted }));

  it('says every reason for a second proof', () => {
    expect(proofNeeded({ ...plain, peopleOfMailbox: 2, bankDetails: true, dispute: true }).because).toEqual(['shared-mailbox', 'bank-details', 'dispute']);
  });

  it('ends: whoever gives what is accepted has shown enough after two steps', () => {
    const facts = fc.record({
      mode: fc.constantFrom(...identityModes), kind: fc.constantFrom(...requestKinds), peopleOfMailbox: fc.nat(3), bankDetails: fc.boolean(), dispute: fc.boolean(), given: fc.array(fc.constantFrom(...proofMethods)),
    });
    fc.assert(fc.property(facts, fc.nat(4), (first, pick) => {
      let now: IdentityFacts = first;
      for (let step = 0; step < 2; step += 1) {
        const { accepted, missing } = proofNeeded(now);
        if ((missing === 0) !== (accepted.length === 0)) return false;
        const next = accepted[pick % Math.max(1, accepted.length)];
        if (next !== undefined) now = { ...now, given: [...now.given, next] };
      }
      return proofNeeded(now).missing === 0;
    }));
  });

  it('is asked about what is held in words that follow from nothing held', () => {
    expect(heldQuestion.length).toBe(1);
    for (const language of ['fr', 'en', 'de'] as const) expect(heldQuestion(language)).not.toMatch(/\d|€|IBAN|facture|invoice|Rechnung|téléphone|telephone|Telefon/i);
  });
});
