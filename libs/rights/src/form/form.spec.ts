import { type AnyDeclaration, direct, freeText, partOfRecord } from '@oubli/personal-data';
import { formFields } from './form';

class Toy {
  readonly name!: string;
  readonly words!: string;
  readonly shoeSize!: string;
}

describe('the fields of a public form', () => {
  const declaration: AnyDeclaration = partOfRecord(Toy, {
    recordType: 'toy', code: 1, table: 'toy.toy', purposes: ['rights-and-disputes'], partOf: { recordType: 'root', via: 'name' },
    columns: { name: direct('user.name'), words: { ...freeText(), purposes: ['surveys'] }, shoeSize: { ...freeText(), purposes: [] } },
  });

  it('are bound to the purposes of their columns, those of the record where a column has none of its own', () =>
    expect(formFields(declaration, ['name', 'words'])).toEqual([{ name: 'name', purposes: ['rights-and-disputes'] }, { name: 'words', purposes: ['surveys'] }]));

  it('are none where no purpose is declared, or no column', () => expect(formFields(declaration, ['shoeSize', 'birthDate'])).toEqual([]));
});
