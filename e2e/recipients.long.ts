import { killSenders } from './recipient-kills';

describe('messages to recipients whose senders are killed twenty times', () => {
  it('each arrive at least once, under one id and with one body', async () => {
    const { copies, ...rest } = await killSenders(20);
    expect(rest).toEqual({ killed: 20, messages: 160, lost: 0, changed: 0 });
    // Half of them were killed before an answer came: what they had sent was sent again.
    expect(copies).toBeGreaterThan(0);
  }, 1_200_000);
});
