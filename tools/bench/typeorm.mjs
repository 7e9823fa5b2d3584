// What an author of a plain service would write to do the same work: entities, faker, a look at the holds, save(), and
// a line in the ledger, each record (or 500 at once) in a transaction of its own.
import { createHmac, randomUUID } from 'node:crypto';
import { Faker, fr } from '@faker-js/faker';
import { DataSource, EntitySchema, In, IsNull } from 'typeorm';

const text = { type: 'text', nullable: true };
const Item = new EntitySchema({
  name: 'Item', tableName: 'item', schema: 'bench',
  columns: {
    id: { type: 'uuid', primary: true }, person_id: { type: 'uuid' }, decided_on: { type: 'date' }, collected_on: { type: 'date' }, phase: text, last_name: text, email: text, phone: text,
    born_on: { type: 'date', nullable: true }, note: text, motive: text, city: text, rate: { type: 'numeric', nullable: true }, label: text, rank: { type: 'int', nullable: true },
  },
});
const Hold = new EntitySchema({ name: 'Hold', tableName: 'hold', schema: 'retention', columns: { id: { type: 'uuid', primary: true }, person_id: { type: 'uuid', nullable: true }, released_at: { type: 'timestamptz', nullable: true } } });
const Entry = new EntitySchema({
  name: 'Entry', tableName: 'entry', schema: 'ledger',
  columns: {
    run: { type: 'uuid', primary: true }, number: { type: 'int', primary: true }, leaf: { type: 'int', primary: true }, entity: { type: 'smallint' }, ref: { type: 'bytea' }, person_ref: { type: 'bytea' },
    phase: { type: 'smallint' }, action: { type: 'smallint' }, due_on: { type: 'date' }, version: { type: 'uuid' }, key_version: { type: 'smallint' },
  },
});

const key = Buffer.alloc(32, 1);
const ref = (value) => createHmac('sha256', key).update(value).digest();

/** Treats `count` due rows, each alone (`size` 1) or `size` at once. @returns rows a second */
export async function typeormRate(url, count, size) {
  const source = await new DataSource({ type: 'postgres', url, entities: [Item, Hold, Entry] }).initialize();
  const faker = new Faker({ locale: fr });
  const run = randomUUID();
  const started = performance.now();
  const due = await source.getRepository(Item).createQueryBuilder('i').where(`i.phase = 'active' and i.decided_on < '2022-01-01'`).limit(count).getMany();
  for (let at = 0; at < due.length; at += size) {
    const some = due.slice(at, at + size);
    await source.transaction(async (manager) => {
      const held = new Set((await manager.findBy(Hold, { person_id: In(some.map((item) => item.person_id)), released_at: IsNull() })).map((hold) => hold.person_id));
      const open = some.filter((item) => !held.has(item.person_id));
      for (const item of open) {
        Object.assign(item, { phase: 'archived', last_name: faker.person.lastName(), email: `u${ref(item.email).toString('hex').slice(0, 32)}@example.invalid`, born_on: `${item.born_on.slice(0, 3)}0-01-01`, note: null, motive: null, city: '-' });
      }
      await manager.save(Item, open);
      await manager.save(Entry, open.map((item, i) => ({
        run, number: 1, leaf: at + i, entity: 2, ref: ref(item.id), person_ref: ref(item.person_id), phase: 0, action: 0, due_on: '2026-11-24', version: run, key_version: 1,
      })));
    });
  }
  const rate = due.length / ((performance.now() - started) / 1000);
  await source.destroy();
  return rate;
}
