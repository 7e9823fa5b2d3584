import { checkValues } from './checked-values';
import { IdentifierError, SocialSecurityNumberError } from './identifiers';

describe('the values of a record', () => {
  it.each([
    [{ decidedOn: '2024-02-29' }], [{ birthDate: '1950-12-31', personId: '0a0b0c0d-0000-4000-8000-000000000001' }], [{ amount: '-120.5' }], [{ amount: '7' }],
    [{ settledOn: undefined, endedOn: null }], [{ notes: 'On 30 February' }],
  ])('pass when they are well formed: %j', (record) => {
    expect(() => checkValues(record, 'application', ['amount'])).not.toThrow();
  });

  it.each([
    [{ decidedOn: '2023-02-29' }, 'application.decidedOn'], [{ decidedOn: '29/02/2024' }, 'application.decidedOn'], [{ decidedOn: 'infinity' }, 'application.decidedOn'],
    [{ decidedOn: '0024-01-01' }, 'application.decidedOn'], [{ birthDate: '1950-13-01' }, 'application.birthDate'], [{ personId: 'Durand' }, 'application.personId'],
    [{ amount: '1e3' }, 'application.amount'], [{ amount: '12,50' }, 'application.amount'], [{ amount: '123456789' }, 'application.amount'],
  ])('are refused by place and never repeated: %j', (record, place) => {
    const check = (): void => checkValues(record, 'application', ['amount']);
    expect(check).toThrow(IdentifierError);
    expect(check).toThrow(place);
    for (const value of Object.values(record)) expect(check).not.toThrow(value);
  });

  it('never hold a social-security number', () => {
    expect(() => checkValues({ notes: ['2 55 01 75 115 001 87'] }, 'application')).toThrow(SocialSecurityNumberError);
  });
});
