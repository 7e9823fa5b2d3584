import { base, en, Faker, fr } from '@faker-js/faker';
import type { FakeDictionary } from '@oubli/personal-data';

/** Entries of a dictionary: enough to look natural, few enough to travel as one bind value. */
export const dictionarySize = 400;

/** Fixed, so that every installation and every restart has the same words in the same places. */
const dictionarySeed = 487_603_763;

const fill = (make: (faker: Faker) => string): readonly string[] => {
  const faker = new Faker({ locale: [fr, en, base] });
  faker.seed(dictionarySeed);
  const found = new Set<string>();
  for (let tries = 0; found.size < dictionarySize && tries < dictionarySize * 50; tries += 1) found.add(make(faker));
  return [...found];
};

/**
 * French words that `@faker-js/faker` gives for a fixed seed. Telephone numbers come from 01 99 00 xx xx, which the
 * numbering plan reserves for fiction: no real subscriber can be reached by a fake.
 */
const makers: Readonly<Record<FakeDictionary, () => readonly string[]>> = {
  'first-name': () => fill((faker) => faker.person.firstName()),
  'last-name': () => fill((faker) => faker.person.lastName()),
  'full-name': () => fill((faker) => `${faker.person.firstName()} ${faker.person.lastName()}`),
  city: () => fill((faker) => faker.location.city()),
  street: () => fill((faker) => faker.location.streetAddress()),
  phone: () => Array.from({ length: dictionarySize }, (_, i) => `+33199${String(i * 25).padStart(6, '0')}`),
};

const filled = new Map<FakeDictionary, readonly string[]>();

/** The words of a dictionary, always the same. */
export function dictionary(name: FakeDictionary): readonly string[] {
  const known = filled.get(name) ?? makers[name]();
  filled.set(name, known);
  return known;
}
