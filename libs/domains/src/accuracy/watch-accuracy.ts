import type { Connections } from '@oubli/database';
import { enqueue, type NewMessage } from '@oubli/outbox';
import * as sql from './accuracy.sql';

export interface AccuracySettings {
  /** Years after which an address that nobody confirmed is looked at. */
  readonly addressYears: number;
  /** Ask persons once a year whether what is held is right. */
  readonly confirmData: boolean;
  /** Address of the console, for links. */
  readonly url: string;
}

/** Persons asked in one night: whoever answers the telephone the day after is asked by as many. */
export const askedANight = 200;

const text = (link: string): string => [
  `Une fois par an, nous vous demandons si ce que nous détenons sur vous est encore exact (article 5, paragraphe 1, point d), du RGPD). Ouvrez votre page personnelle : vous y confirmez vos données, ou les faites rectifier.\n\n${link}\n\nVous recevrez d’abord un lien par e-mail, qui ne s’ouvre que dans votre navigateur. Rien ne vous oblige à répondre.`,
  `Once a year we ask you whether what we hold about you is still right (Article 5(1)(d) GDPR). Open your own page: there you confirm your data, or have them corrected.\n\n${link}\n\nYou are first sent a link by e-mail, which opens in your browser only. You need not answer.`,
].join('\n\n– – –\n\n');

const message = (personId: string, to: string, url: string): NewMessage => ({
  kind: 'confirm-data', to, language: 'fr', personId, subject: 'Vos données sont-elles exactes ? / Are your data right?', text: text(`${url}/public/own-page`),
});

/**
 * Once a night: opens a task for every address that nobody has confirmed for years, and asks persons of a running relation, once a year,
 * to confirm what is held. Question and message are one transaction; whoever runs it twice asks once.
 * @returns how many tasks were opened, and how many persons asked
 */
export async function watchAccuracy(engine: Connections, { addressYears, confirmData, url }: AccuracySettings): Promise<{ readonly unverified: number; readonly asked: number }> {
  const unverified = (await engine.session.query(sql.findUnverified, [addressYears])).length;
  if (!confirmData) return { unverified, asked: 0 };
  const asked = await engine.transaction(async (session) => {
    await session.query(sql.endUnanswered);
    const persons = await session.query<{ personId: string; email: string }>(sql.askToConfirm, [askedANight]);
    for (const { personId, email } of persons) await enqueue(session, message(personId, email, url));
    return persons.length;
  });
  return { unverified, asked };
}
