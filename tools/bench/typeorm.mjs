// What an author of a plain service would write: entities, faker, save().
import { Faker, fr } from '@faker-js/faker';
import { DataSource, EntitySchema } from 'typeorm';

const text = { type: 'text', nullable: true };
const Item = new EntitySchema({
  name: 'Item', tableName: 'item', schema: 'bench',
  columns: {
    id: { type: 'uuid', primary: true }, person_id: { type: 'uuid' }, decided_on: { type: 'date' }, collected_on: { type: 'date' }, phase: text, last_name: text, email: text, phone: text,
    born_on: { type: 'date', nullable: true }, note: text, motive: text, city: text, rate: { type: 'numeric', nullable: true }, label: text, rank: { type: 'int', nullable: true },
  },
});

/** Treats `count` due rows, saving each alone (`size` 1) or `size` at once. @returns rows a second */
export async function typeormRate(url, count, size) {
  const source = await new DataSource({ type: 'postgres', url, entities: [Item] }).initialize();
  const faker = new Faker({ locale: fr });
  const repository = source.getRepository(Item);
  const started = performance.now();
  const due = await repository.createQueryBuilder('i').where(`i.phase = 'active' and i.decided_on < '2022-01-01'`).limit(count).getMany();
  for (let at = 0; at < due.length; at += size) {
    const some = due.slice(at, at + size);
    for (const item of some) {
      Object.assign(item, {
        phase: 'archived', last_name: faker.person.lastName(), email: faker.internet.email(), born_on: `${item.born_on.slice(0, 3)}0-01-01`, note: null, motive: null, city: '-',
      });
    }
    await (size === 1 ? repository.save(some[0]) : repository.save(some));
  }
  const rate = due.length / ((performance.now() - started) / 1000);
  await source.destroy();
  return rate;
}
