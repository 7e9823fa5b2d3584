import { cursorOf, placeOf } from './page';

const id = '00000000-0000-4000-8000-000000000001';

describe('a cursor', () => {
  it('names the place it was made of', () => expect(placeOf(cursorOf(['2026-11-25', id]), 'day', 'uuid')).toEqual(['2026-11-25', id]));
  it('names none when there is none', () => expect(placeOf(undefined, 'uuid')).toBeNull());

  it.each([
    ['no base64 of ours', '%%%'], ['another list’s', cursorOf([id])], ['a day that is none', cursorOf(['2026-13-25', id])], ['the thirtieth of February', cursorOf(['2026-02-30', id])], ['an id with SQL in it', cursorOf(['2026-11-25', `${id}' or '1'='1`])],
    ['numbers instead of text', Buffer.from('[1,2]').toString('base64url')], ['null', Buffer.from('null').toString('base64url')],
  ])('that is %s is refused by its place', (_what, cursor) => {
    expect(() => placeOf(cursor, 'day', 'uuid')).toThrow('The request is not as described.');
  });

  it.each([['2026-11-25 09:30:00.123456+00', true], ['2026-02-30 09:30:00+00', false], ['2026-11-25 99:99:99+00', false], ['2026-11-25T09:30:00.000Z', true], ['yesterday', false]])('takes %s for an instant: %s', (text, taken) => {
    const read = (): unknown => placeOf(cursorOf([text]), 'instant');
    if (taken) expect(read()).toEqual([text]);
    else expect(read).toThrow();
  });
});
