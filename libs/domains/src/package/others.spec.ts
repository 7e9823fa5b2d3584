import { Others, redacted } from './others';

const self = { id: '00000000-0000-4000-8000-000000000001', lastName: 'Delorme', birthName: 'Aubry', firstName: 'Anne' };
const joann = { id: '00000000-0000-4000-8000-000000000002', lastName: 'Petit', birthName: null, firstName: 'Joann' };
const paul = { id: '00000000-0000-4000-8000-000000000003', lastName: 'Delorme', birthName: null, firstName: 'Paul' };
const gomez = { id: '00000000-0000-4000-8000-000000000004', lastName: 'García-Gómez', birthName: null, firstName: 'Lucía' };
const homonym = { id: '00000000-0000-4000-8000-000000000005', lastName: 'Delorme', birthName: null, firstName: 'Anne' };

function others(): Others {
  const found = new Others(self);
  for (const person of [self, joann, paul, gomez, homonym]) found.addPerson(person);
  found.addContact(self.id, 'ann@example.fr', '+33639980017');
  found.addContact(joann.id, 'joann@example.fr', '+33639980018');
  // A couple’s telephone.
  found.addContact(paul.id, null, '+33639980017');
  return found;
}

describe('what a text tells of others', () => {
  it.each([
    ['an e-mail, as a whole', 'Write to joann@example.fr soon', ['joann@example.fr']],
    ['not her own e-mail, which stands inside another’s', 'Write to ann@example.fr soon', []],
    ['both, each for what it is', 'ann@example.fr, JOANN@example.fr.', ['JOANN@example.fr']],
    ['nobody of the registry', 'Write to zoe@example.fr', []],
    ['a telephone, however it is written', 'Call 06 39 98 00 18 or 06.39.98.00.17', ['06 39 98 00 18']],
    ['a first and last name, accents and hyphens apart', 'Came with Lucia Garcia Gomez today', ['Lucia Garcia Gomez']],
    ['a last and first name', 'PETIT Joann called', ['PETIT Joann']],
    ['a last name alone, where it is written as one', 'Mme Petit called about a petit détail', ['Petit']],
    ['her own name', 'Anne Delorme, née Aubry, called; Mme Delorme too', []],
    ['a homonym, whom nobody could tell from her', 'Delorme Anne called', []],
    ['her family, by the first name beside it', 'Paul Delorme called for Anne Delorme', ['Paul Delorme']],
    ['another’s id', `see person/${paul.id} and ${self.id}`, [paul.id]],
    ['a part of a name only', 'García called', []],
  ])('is %s', (_what, text, told) => expect(others().mentions(text).map(({ from, to }) => text.slice(from, to))).toEqual(told));

  it('is taken out, and the text says so', () => {
    const text = 'Paul Delorme (joann@example.fr) came with Anne.';
    expect(redacted(text, others().mentions(text), '[…]')).toBe('[…] ([…]) came with Anne.');
  });
});
