import type { Connections } from '@oubli/database';
import { enqueue } from '@oubli/outbox';
import { type NearReview, reviewsToTell } from '@oubli/recipients';
import type { AlarmLanguage } from './alarm-words';
import { readersOf } from './deadline-alarms';

/** Days before a review, or the last day of a contract, on which the protection officers are told. */
export const reviewDays = 30;

const inWords = (locale: string, day: string): string => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));

interface Words {
  readonly subject: string;
  readonly intro: string;
  review(day: string): string;
  contract(day: string): string;
}

const words: Readonly<Record<AlarmLanguage, Words>> = {
  fr: {
    subject: 'Destinataires et sous-traitants à revoir', intro: 'L’examen de ces destinataires, ou la fin de leur contrat, approche ou est passé. Après la fin d’un contrat, plus rien ne leur est communiqué (article 28 du RGPD) :',
    review: (day) => `à revoir au plus tard le ${inWords('fr', day)}`, contract: (day) => `contrat jusqu’au ${inWords('fr', day)}`,
  },
  en: {
    subject: 'Recipients and processors to be reviewed', intro: 'The review of these recipients, or the end of their contract, is near or has passed. After the end of a contract nothing more is given to them (Article 28 GDPR):',
    review: (day) => `to be reviewed by ${inWords('en-GB', day)}`, contract: (day) => `contract until ${inWords('en-GB', day)}`,
  },
};

/** One message about several recipients, by name. */
export function reviewMessage(language: AlarmLanguage, near: readonly NearReview[], link: string): { readonly subject: string; readonly text: string } {
  const { subject, intro, review, contract } = words[language];
  const lines = [...near].sort((a, b) => a.name.localeCompare(b.name, language)).map(({ name, reviewOn, contractEndsOn }) =>
    `– ${name}: ${[...(reviewOn === null ? [] : [review(reviewOn)]), ...(contractEndsOn === null ? [] : [contract(contractEndsOn)])].join(', ')}`);
  return { subject, text: `${intro}\n\n${lines.join('\n')}\n\n${link}\n` };
}

/**
 * Tells the protection officers which recipients are to be reviewed and whose contract ends (R10, R50): each day once, messages and
 * what was told in one transaction. Where nobody is there to be told nothing is written down.
 * @returns how many recipients were told of
 */
export function tellReviews(engine: Connections, { url }: { readonly url: string }): Promise<number> {
  return engine.transaction(async (session) => {
    const officers = (await readersOf(session)).filter(({ officer }) => officer);
    if (officers.length === 0) return 0;
    const near = await reviewsToTell(session, reviewDays);
    if (near.length === 0) return 0;
    for (const { email, language, personId } of officers) await enqueue(session, { kind: 'recipient.review', to: email, language, personId, ...reviewMessage(language, near, `${url}/settings`) });
    return near.length;
  });
}
