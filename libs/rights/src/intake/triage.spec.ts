import type { RequestKind } from '@oubli/contracts';
import fc from 'fast-check';
import { triage } from './triage';

describe('what a message asks for', () => {
  it.each<readonly [string, RequestKind | null]>([
    ['Please delete me.', 'erasure'],
    ['Please delete my account', 'erasure'],
    ['Forget me, please', 'erasure'],
    ['I want you to erase all the data you have', 'erasure'],
    ['Supprimez mes données svp', 'erasure'],
    ['Merci d’effacer toutes mes DONNEES personnelles', 'erasure'],
    ['Je fais valoir mon droit à l’oubli.', 'erasure'],
    ['Bitte löschen Sie meine Daten', 'erasure'],
    ['Ich bitte um Loeschung meines Kontos', 'erasure'],
    ['Je souhaite obtenir une copie de mes données', 'access'],
    ['Que savez-vous de moi ?', 'access'],
    ['What data do you hold about me?', 'access'],
    ['I would like a copy of my file', 'access'],
    ['Ich bitte um Auskunft nach Art. 15', 'access'],
    ['Je ne veux plus recevoir vos mails', 'objection'],
    ['Désabonnez-moi', 'objection'],
    ['Unsubscribe', 'objection'],
    ['Please stop sending me letters', 'objection'],
    ['Ich widerspreche der Werbung', 'objection'],
    ['Je retire mon consentement', 'withdrawal'],
    ['I withdraw my consent', 'withdrawal'],
    ['Hiermit widerrufe ich meine Einwilligung', 'withdrawal'],
    ['Pouvez-vous corriger mon adresse ?', 'rectification'],
    ['Please correct my name', 'rectification'],
    ['Bitte berichtigen Sie mein Geburtsdatum', 'rectification'],
    ['Je demande la limitation du traitement', 'restriction'],
    ['Je demande de limiter le traitement de mes données', 'restriction'],
    ['Please restrict the processing of my data', 'restriction'],
    ['I ask for data portability', 'portability'],
    ['Je demande la portabilité', 'portability'],
    ['Ich möchte mich beschweren', 'complaint'],
    ['Je vais saisir la CNIL : effacez mes données', 'complaint'],
    ['Je ne veux plus recevoir vos lettres, supprimez mon compte', 'erasure'],
    ['À quelle heure ouvrez-vous demain ?', null],
    ['When will my invoice be paid?', null],
    ['Do not forget the meeting on Monday', null],
    ['Wann findet die Schulung statt?', null],
    ['', null],
  ])('%s', (words, kind) => expect(triage(words)).toBe(kind));

  it('is the same in capitals, without accents and with more blanks', () => {
    fc.assert(fc.property(fc.constantFrom('Supprimez mes données', 'Please delete my account', 'Bitte löschen Sie meine Daten'), fc.nat(3), (words, blanks) => {
      const changed = words.toUpperCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(' ', ' '.repeat(blanks + 1));
      expect(triage(changed)).toBe(triage(words));
    }));
  });

  it('answers any text within a moment', () => {
    const long = 'supprimez '.repeat(5000);
    const before = performance.now();
    triage(long);
    expect(performance.now() - before).toBeLessThan(2000);
    fc.assert(fc.property(fc.string({ maxLength: 500 }), (text) => expect(() => triage(text)).not.toThrow()));
  });
});
