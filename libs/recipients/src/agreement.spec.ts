import { type Agreement, refusalOf } from './agreement';

const today = '2026-11-25';
const client: Agreement = { category: 'client', endedOn: null, contractReference: null, contractEndsOn: null, purposes: [] };
const processor: Agreement = { ...client, category: 'processor', contractReference: 'DPA-12', purposes: ['surveys'] };

describe('what a recipient may be given', () => {
  it.each([
    ['a client that nobody wrote a contract down for may be given something', client, null],
    ['an advertiser nothing, whatever its contract says', { ...processor, category: 'commercial-advertising', purposes: ['surveys'] }, 'refused-recipient'],
    ['one that was ended nothing', { ...client, endedOn: '2026-01-01' }, 'ended-recipient'],
    ['a processor without contract nothing', { ...processor, contractReference: null }, 'no-contract'],
    ['a processor under its contract what the contract lists', processor, null],
    ['a processor nothing for another purpose', { ...processor, purposes: ['training'] }, 'purpose-not-agreed'],
    ['a processor for which no purpose is listed nothing', { ...processor, purposes: [] }, 'purpose-not-agreed'],
    ['a contract is good on its last day', { ...processor, contractEndsOn: today }, null],
    ['and not the day after', { ...processor, contractEndsOn: '2026-11-24' }, 'contract-ended'],
    ['a client whose contract has ended nothing', { ...client, contractEndsOn: '2026-11-24' }, 'contract-ended'],
    ['a client with listed purposes nothing for another', { ...client, purposes: ['assignments'] }, 'purpose-not-agreed'],
  ] as const)('%s', (_says, recipient, refusal) => {
    expect(refusalOf(recipient, 'surveys', today)).toBe(refusal);
  });

  it('lets a contract’s list of purposes keep nobody from telling of a person’s rights', () => {
    expect(refusalOf(processor, 'rights-and-disputes', today)).toBeNull();
    expect(refusalOf({ ...processor, contractReference: null }, 'rights-and-disputes', today)).toBe('no-contract');
  });
});
