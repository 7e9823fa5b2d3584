import { direct, freeText, quasi, recordDate, sensitive, state } from './columns';
import { maskValue } from './mask';

describe('a masked value', () => {
  it.each([
    ['of a name shows its initials', direct('user.name'), 'Anne Lefèvre', 'A•••• L••••'],
    ['of an e-mail shows one letter', direct('user.contact.email'), 'anne@example.fr', 'a••••@••••'],
    ['of a telephone shows two digits', direct('user.contact.phone_number'), '+33639980017', '•••• 17'],
    ['of a birth date shows its decade', quasi('user.demographic.date_of_birth'), '1958-04-12', '195•'],
    ['of free text shows nothing', freeText(), 'Has a heart condition', '••••'],
    ['of anything sensitive shows nothing', sensitive('user.legal.dispute'), 'Summons', '••••'],
    ['of a state is the state', state, 'rejected', 'rejected'],
    ['of a date of the record is the date', recordDate, '2026-03-10', '2026-03-10'],
  ])('%s', (_what, column, value, masked) => expect(maskValue(column, value)).toBe(masked));
});
