import type { RequestLanguage } from '@oubli/contracts';
import type { RightsRequest } from '../request/request.personal-data';

export interface Acknowledgement {
  readonly title: string;
  readonly text: string;
}

/** A day as the language writes it; no clock is asked. */
const written = (day: string, language: RequestLanguage): string =>
  new Intl.DateTimeFormat({ fr: 'fr-FR', en: 'en-GB', de: 'de-DE' }[language], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));

const texts: Readonly<Record<RequestLanguage, (number: string, received: string, answer: string) => Acknowledgement>> = {
  fr: (number, received, answer) => ({
    title: `Votre demande ${number}`,
    text: `Votre demande, reçue le ${received}, porte le numéro ${number}. Vous aurez une réponse au plus tard le ${answer} (article 12, paragraphe 3, du RGPD). Si nous avons besoin de savoir avec certitude que c’est bien vous, nous vous le demanderons.`,
  }),
  en: (number, received, answer) => ({
    title: `Your request ${number}`,
    text: `Your request, received on ${received}, has the number ${number}. You will have an answer by ${answer} at the latest (Article 12(3) GDPR). If we need to be certain that it is you, we will ask.`,
  }),
  de: (number, received, answer) => ({
    title: `Ihre Anfrage ${number}`,
    text: `Ihre Anfrage vom ${received} hat die Nummer ${number}. Sie erhalten spätestens am ${answer} eine Antwort (Artikel 12 Absatz 3 DSGVO). Falls wir sicher sein müssen, dass Sie es sind, fragen wir nach.`,
  }),
};

/**
 * What somebody is told the day her request arrives: its number and the day of the answer. The same words whoever she is, and
 * nothing of what she gave.
 */
export const acknowledgementOf = ({ number, receivedOn, dueLegal, language }: Pick<RightsRequest, 'number' | 'receivedOn' | 'dueLegal' | 'language'>): Acknowledgement =>
  texts[language](number, written(receivedOn, language), written(dueLegal, language));
