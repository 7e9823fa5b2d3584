import type { RecipientTaskReason } from '@oubli/rights';

/** What an e-mail to a recipient is made of; never a value of the person. */
export interface TellingFacts {
  readonly reason: RecipientTaskReason;
  /** Number of our file. */
  readonly number: string;
  readonly theirReferences: readonly string[];
  /** Name of the company, and where its protection officer is reached; null where nobody wrote it down. */
  readonly from: string | null;
  readonly contact: string | null;
}

const said: Readonly<Record<RecipientTaskReason, readonly [string, string]>> = {
  erasure: ['a obtenu l’effacement de ses données', 'has had her data erased'],
  rectification: ['a fait rectifier une de ses données', 'has had one of her data corrected'],
  restriction: ['a obtenu la limitation du traitement de ses données', 'has had the processing of her data restricted'],
};

const ask: Readonly<Record<RecipientTaskReason, readonly [string, string]>> = {
  erasure: ['Merci d’effacer à votre tour les données que nous vous avons communiquées', 'Please erase in turn the data that we gave you'],
  rectification: ['Merci de nous demander la valeur juste et de la corriger chez vous', 'Please ask us for the right value and correct it on your side'],
  restriction: ['Merci de conserver ces données sans les utiliser', 'Please store these data without using them'],
};

/** The e-mail in French and English: ids only, so that whoever reads it by mistake learns nothing of anybody. */
export function tellingMessage({ reason, number, theirReferences, from, contact }: TellingFacts): { readonly subject: string; readonly text: string } {
  const known = theirReferences.join(', ');
  const [fr, en] = [0, 1].map((i) => [said[reason][i] ?? '', ask[reason][i] ?? '']);
  const french = `Une personne dont nous vous avons communiqué des données ${fr?.[0] ?? ''} (article 19 du RGPD).\n\n${known === '' ? 'Nous n’avons pas votre référence pour elle : demandez-nous de qui il s’agit.' : `Votre référence : ${known}`}\nNotre référence : ${number}\n\n${fr?.[1] ?? ''}, puis de nous le confirmer${contact === null ? '' : ` à ${contact}`}.`;
  const english = `A person whose data we gave you ${en?.[0] ?? ''} (Article 19 GDPR).\n\n${known === '' ? 'We have no reference of yours for this person: ask us who it is.' : `Your reference: ${known}`}\nOur reference: ${number}\n\n${en?.[1] ?? ''}, and confirm it to us${contact === null ? '' : ` at ${contact}`}.`;
  return { subject: `Article 19 RGPD / GDPR : ${number}`, text: `${french}\n\n– – –\n\n${english}\n${from === null ? '' : `\n${from}\n`}` };
}
