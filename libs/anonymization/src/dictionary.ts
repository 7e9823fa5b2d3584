import { base, en, Faker, fr } from '@faker-js/faker';
import type { FakeDictionary } from '@oubli/personal-data';
import { departments } from './french-places';
import { fictionalIban, fictionalSiret } from './fictional-numbers';

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

/** Postcode and city of towns: a fake place has to be one that exists, or it looks wrong in every list. */
const places = ('75001 Paris,69001 Lyon,13001 Marseille,31000 Toulouse,06000 Nice,44000 Nantes,34000 Montpellier,67000 Strasbourg,33000 Bordeaux,59000 Lille,'
  + '35000 Rennes,51100 Reims,42000 Saint-Étienne,83000 Toulon,76600 Le Havre,38000 Grenoble,21000 Dijon,49000 Angers,30000 Nîmes,63000 Clermont-Ferrand,'
  + '13100 Aix-en-Provence,29200 Brest,37000 Tours,80000 Amiens,87000 Limoges,74000 Annecy,66000 Perpignan,57000 Metz,25000 Besançon,45000 Orléans,'
  + '76000 Rouen,14000 Caen,54000 Nancy,84000 Avignon,86000 Poitiers,17000 La Rochelle,64000 Pau,62100 Calais,68000 Colmar,56000 Vannes')
  .split(',').map((place) => ({ postcode: place.slice(0, 5), city: place.slice(6) }));

const slug = (name: string): string => name.normalize('NFD').replace(/[^a-z]/gi, '').toLowerCase();

/** Invented people, each at a place: entry n of every aligned dictionary belongs to the same one. */
function inventedPeople(): Readonly<Record<FakeDictionary, readonly string[]>> {
  const one = (n: number, name: FakeDictionary): string => dictionary(name)[n % dictionary(name).length] ?? '';
  const people = Array.from({ length: dictionarySize }, (_, n) => {
    const [first, last] = [one(n, 'first-name'), one(n * 7, 'last-name')];
    const place = places[n % places.length] ?? { postcode: '', city: '' };
    return {
      'first-name': first, 'last-name': last, 'full-name': `${first} ${last}`, email: `${slug(first)}.${slug(last)}.${n}@example.invalid`,
      street: one(n, 'street'), postcode: place.postcode, city: place.city, phone: one(n, 'phone'), siret: one(n, 'siret'), iban: one(n, 'iban'),
    };
  });
  const column = (name: FakeDictionary): readonly string[] => people.map((person) => person[name]);
  return {
    'first-name': column('first-name'), 'last-name': column('last-name'), 'full-name': column('full-name'), email: column('email'), street: column('street'),
    postcode: column('postcode'), city: column('city'), phone: column('phone'), siret: column('siret'), iban: column('iban'),
  };
}

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
  email: () => Array.from({ length: dictionarySize }, (_, i) => `personne.${i}@example.invalid`),
  postcode: () => departments.filter((code) => code.length === 2 && !code.startsWith('2A') && !code.startsWith('2B')).map((code) => `${code}000`),
  siret: () => Array.from({ length: dictionarySize }, (_, i) => fictionalSiret(i + 1)),
  iban: () => Array.from({ length: dictionarySize }, (_, i) => fictionalIban(i + 1)),
  phone: () => Array.from({ length: dictionarySize }, (_, i) => `+33199${String(i * 25).padStart(6, '0')}`),
};

const filled = new Map<FakeDictionary, readonly string[]>();

/** The words of a dictionary, always the same. */
export function dictionary(name: FakeDictionary): readonly string[] {
  const known = filled.get(name) ?? makers[name]();
  filled.set(name, known);
  return known;
}

let invented: Readonly<Record<FakeDictionary, readonly string[]>> | null = null;

/** The words of aligned fakes: as long as each other, and entry by entry of the same invented person and place. */
export function alignedDictionary(name: FakeDictionary): readonly string[] {
  invented ??= inventedPeople();
  return invented[name];
}
