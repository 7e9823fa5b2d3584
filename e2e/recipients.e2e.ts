import { killSenders } from './recipient-kills';

describe('messages to recipients whose senders are killed', () => {
  it('each arrive at least once, under one id and with one body', async () => {
    expect(await killSenders(3)).toMatchObject({ killed: 3, messages: 24, lost: 0, changed: 0 });
  }, 240_000);

  it('are found to be lost where a sender writes its receipt before it sends', async () => {
    const { killed, lost } = await killSenders(1, true);
    expect(killed).toBe(1);
    expect(lost).toBeGreaterThan(0);
  }, 180_000);
});
