import { tellOf, tellUnconfirmed } from '@oubli/domains';
import { purposes } from '@oubli/personal-data';
import { registerRequest } from '@oubli/rights';
import { Receiver } from '@oubli/testing';
import { Webhook } from 'standardwebhooks';
import { House } from './house';
import { eventually } from './stack';

jest.setTimeout(300_000);

describe('a recipient that never confirms', () => {
  let house: House;
  let receiver: Receiver;
  let host = '';
  const sql = <R>(text: string, values: readonly unknown[] = []): Promise<R[]> => house.stack.db.owner.session.query<R>(text, values);
  beforeAll(async () => {
    receiver = new Receiver();
    host = await receiver.listen();
    house = await House.open({ outboundHosts: host });
    await house.account('officer@example.org', 'data-protection-officer');
  });
  afterAll(async () => {
    await house.close();
    await receiver.close();
    expect(house.troubles).toEqual([]);
  });

  /** Somebody whose data a recipient was given, and who had them erased. @returns id of her request */
  const erased = async (recipient: string, reference: string): Promise<string> => {
    const { db } = house.stack;
    const [person] = await sql<{ id: string }>(`select p.id::text as id from people.person p where p.phase = 'active' and not retention.is_restricted('person', p.id)
      and not exists (select from recipients.disclosure d where d.person_id = p.id) order by p.id limit 1`);
    const personId = person?.id ?? '';
    await sql(`insert into recipients.disclosure (id, person_id, recipient_id, recipient_category, record_type, record_id, fields, purpose, basis, disclosed_on, their_reference, collected_on, origin)
      select gen_random_uuid(), $1, r.id, r.category, 'person', $1, '{lastName}', 'surveys', 'contract', '2026-01-05', $3, '2026-01-05', 'derived' from recipients.recipient r where r.name = $2`, [personId, recipient, reference]);
    const request = await db.app.transaction((s) => registerRequest(s, { kind: 'erasure', door: 'post', language: 'fr', personId, contact: { name: 'Somebody', email: 'somebody@example.org' }, actorId: null }));
    expect(await db.engine.transaction((s) => tellOf(s, request, 'erasure', { personId }))).toBe(1);
    return request.id;
  };

  it('is registered without a contract and blocked, then under one, with an endpoint whose secret is shown once; it is told, confirms nothing, and the officer is told', async () => {
    const { page } = await house.visitor('en');
    await house.signIn(page, 'officer@example.org', '/settings');
    const panel = page.locator('oubli-recipients');
    await panel.locator('#recipient-name').fill('Exemple Survey Host');
    await panel.locator('#recipient-category').selectOption('processor');
    await panel.getByRole('button', { name: 'Register a recipient' }).click();
    const row = panel.locator('tr', { hasText: 'Exemple Survey Host' });
    await row.getByText('no contract: blocked').waitFor();
    await row.getByRole('button', { name: 'Change' }).click();
    await panel.locator('#recipient-contract').fill('DPA-2026-12');
    await panel.locator('#recipient-sub').fill('Exemple Hosting (FR)');
    await panel.locator('#recipient-review').fill('2027-06-30');
    await panel.getByLabel('surveys').check();
    // Every purpose there is, or a contract could not name what is given under it.
    expect(await panel.locator('input[name=purposes]').count()).toBe(purposes.length);
    await panel.getByRole('button', { name: 'Save', exact: true }).click();
    await row.getByText('DPA-2026-12').waitFor();
    await row.getByText('surveys').waitFor();
    await row.getByRole('button', { name: 'Change' }).click();
    await panel.locator('#endpoint-url').fill(`http://${host}/hook`);
    await panel.getByRole('button', { name: 'Open', exact: true }).click();
    const secret = await panel.locator('oubli-recipient-endpoint code').innerText();
    expect(secret).toMatch(/^whsec_/);
    await page.reload();
    await row.getByText('told by signed message').waitFor();
    expect(await page.content()).not.toContain(secret);

    const request = await erased('Exemple Survey Host', 'S-0815');
    await page.goto(`/requests/${request}`);
    await eventually(() => Promise.resolve(receiver.received.length > 0), 30_000, 'the message at the recipient');
    const [message] = receiver.received;
    expect(new Webhook(secret).verify(message?.body ?? '', message?.headers as Record<string, string>)).toMatchObject({ type: 'person.erased', data: { references: ['S-0815'] } });
    await eventually(async () => (await sql(`select 1 from rights.recipient_message where state = 'delivered'`)).length > 0, 10_000, 'the receipt');
    await page.reload();
    const telling = page.locator('oubli-telling');
    await telling.getByText('1 has not confirmed').waitFor();
    await telling.getByText(/which confirms nothing yet/).waitFor();
    await telling.getByText('under the reference S-0815').waitFor();
    await sql('update rights.recipient_task set opened_on = opened_on - 15');
    expect(await tellUnconfirmed(house.stack.db.engine, { url: house.url })).toBe(1);
    await page.reload();
    await telling.getByText(/^officer told on/).waitFor();
  });

  it('reste inscrit sur la page de la demande jusqu’à ce que quelqu’un note sa confirmation ; celui qui n’a pas d’adresse est à prévenir de vive voix', async () => {
    const { page } = await house.visitor('fr', { viewport: { width: 390, height: 844 } });
    await house.signIn(page, 'officer@example.org', '/settings');
    const panel = page.locator('oubli-recipients');
    await panel.locator('#recipient-name').fill('Exemple Formation');
    await panel.locator('#recipient-category').selectOption('training-body');
    await panel.getByRole('button', { name: 'Enregistrer un destinataire' }).click();
    await panel.getByText('Exemple Formation est enregistré.').waitFor();
    await page.goto(`/requests/${await erased('Exemple Formation', 'F-7')}`);
    const telling = page.locator('oubli-telling');
    await telling.getByText('1 n’a pas confirmé').waitFor();
    await telling.getByText('À prévenir de vive voix, par courrier ou par e-mail.').waitFor();
    await telling.getByLabel('Issue pour Exemple Formation').selectOption('confirmed');
    await telling.getByRole('button', { name: 'Noter' }).click();
    await telling.getByText('tout est clos').waitFor();
    await telling.getByText('a confirmé').waitFor();
  });
});
