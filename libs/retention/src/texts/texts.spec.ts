import fc from 'fast-check';
import { blocksOf } from './blocks';
import { differences } from './differences';
import { languageOf } from './language';
import { lintText, lintTexts } from './lint';

describe('the lint of a text', () => {
  it('refuses the title of the published policy, for its placeholder and its German part', () => {
    const found = lintText('fr', '# Politique de confidentialité / Heading 1 / Datenschutzrichtlinie');
    expect(found.map(({ rule, line, words }) => [rule, line, words])).toEqual([['placeholder', 1, 'Heading 1'], ['mixed-language', 1, 'Datenschutzrichtlinie']]);
  });

  it.each([
    ['fr', 'Nous gardons vos données.\nLorem ipsum dolor sit amet.', 'placeholder', 2], ['fr', 'TODO : à relire', 'placeholder', 1], ['fr', 'Écrivez à xxx', 'placeholder', 1],
    ['en', 'Write to [company name].', 'placeholder', 1], ['en', 'Since ____ we keep it.', 'placeholder', 1], ['fr', 'Les contacts sont importés dans HubSpot.', 'foreign-product', 1],
    ['fr', 'Nous gardons vos données.\n\nWe keep your data for as long as the law asks.', 'mixed-language', 3],
    ['fr', 'Nous gardons vos données. You have the right to object to it.', 'mixed-language', 1], ['en', 'Sie haben das Recht auf Auskunft über Ihre Daten.', 'mixed-language', 1],
    ['de', '## Vos droits', 'mixed-language', 1],
  ] as const)('finds in a text in %s: %s', (language, body, rule, line) => {
    expect(lintText(language, body)).toContainEqual(expect.objectContaining({ rule, line }));
  });

  it.each([
    ['fr', '# Politique de confidentialité\n\n## Vos droits\n\n- accès (article 15 du RGPD)\n- effacement\n\nÉcrivez au délégué : dpo@example.fr, https://www.cnil.fr/fr/plaintes.'],
    ['en', '# Privacy policy\n\n## Your rights\n\nWrite to the CNIL (Commission nationale de l’informatique et des libertés), https://www.cnil.fr.'],
    ['de', '# Datenschutzerklärung\n\n## Ihre Rechte\n\nSie können sich bei der CNIL beschweren.'], ['fr', 'Expert senior : 2 ans, max. 5 ans'],
  ] as const)('finds nothing in honest words in %s', (language, body) => expect(lintText(language, body)).toEqual([]));

  it('finds a translation that stayed while its original changed, and knows a finding again when lines move', () => {
    const before = [{ language: 'fr', body: '# Politique\n\nUn.' }, { language: 'en', body: '# Privacy policy\n\nOne.' }] as const;
    expect(lintTexts('fr', [{ language: 'fr', body: '# Politique\n\nDeux.' }, before[1]], before).map((f) => [f.rule, f.language])).toEqual([['translation-unchanged', 'en']]);
    expect(lintTexts('fr', before, before)).toEqual([]);
    expect(lintText('fr', 'TODO')[0]?.id).toBe(lintText('fr', '\n\nTODO')[0]?.id);
  });
});

describe('the language of a sentence', () => {
  it.each([['Nous gardons les factures pendant dix ans.', 'fr'], ['We keep the invoices for ten years.', 'en'], ['Wir bewahren die Rechnungen zehn Jahre auf und löschen sie nach der Frist.', 'de'], ['RGPD', null], ['', null], ['12 345', null]])(
    'of %s is %s', (text, expected) => expect(languageOf(text)).toBe(expected));
});

describe('differences', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '')).map((lines) => lines.join('\n'));
  it('give back both texts, whatever they are', () => {
    fc.assert(fc.property(text, text, (before, after) => {
      const lines = differences(before, after);
      expect(lines.filter((l) => l.kind !== 'added').map((l) => l.text).join('\n')).toBe(before);
      expect(lines.filter((l) => l.kind !== 'removed').map((l) => l.text).join('\n')).toBe(after);
    }));
  });
  it('keep what stayed', () => {
    expect(differences('a\nb\nc', 'a\nx\nc').map((l) => l.kind)).toEqual(['same', 'removed', 'added', 'same']);
  });
});

it('the blocks of a text are its headings, paragraphs and lists, and never markup', () => {
  expect(blocksOf('# T\n\nOne\ntwo\n- a\n- b\n<script>x</script>')).toEqual([
    { kind: 'heading', level: 1, text: 'T' }, { kind: 'paragraph', text: 'One two' }, { kind: 'list', items: ['a', 'b'] }, { kind: 'paragraph', text: '<script>x</script>' }]);
});
