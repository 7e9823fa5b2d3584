import type { AlarmStep } from '@oubli/rights';

export type AlarmLanguage = 'fr' | 'en';

/** What a message tells of one request: nothing of who asks. */
export interface AlarmLine {
  readonly number: string;
  /** Calendar date by which it must be answered. */
  readonly legal: string;
  readonly step: AlarmStep;
  /** Days until then; below 0: since then. */
  readonly left: number;
  readonly link: string;
}

interface Words {
  subject(late: number, near: number): string;
  readonly intro: string;
  readonly line: Readonly<Record<AlarmStep, (number: string, day: string, left: number) => string>>;
  readonly law: string;
}

const inWords = (locale: string, day: string): string => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
const jours = (n: number): string => `${n} jour${n > 1 ? 's' : ''}`;
const days = (n: number): string => `${n} day${n === 1 ? '' : 's'}`;

const words: Readonly<Record<AlarmLanguage, Words>> = {
  fr: {
    subject: (late, near) => `Demandes de personnes : ${late} en retard, ${near} à rendre bientôt`,
    intro: 'L’échéance de ces demandes approche ou est dépassée :',
    line: {
      'near': (number, day, left) => `${number} : réponse au plus tard le ${inWords('fr', day)} (dans ${jours(left)})`,
      'target-passed': (number, day, left) => `${number} : le délai d’un mois est passé ; le report au jour ouvré laisse jusqu’au ${inWords('fr', day)} (dans ${jours(left)})`,
      'late': (number, day, left) => `${number} : en retard de ${jours(-left)} (échéance le ${inWords('fr', day)})`,
    },
    law: 'Une prolongation n’est possible qu’avant l’échéance, et motivée auprès de la personne (article 12, paragraphe 3, du RGPD). Ce message n’est envoyé qu’une fois par seuil.',
  },
  en: {
    subject: (late, near) => `Requests of persons: ${late} late, ${near} due soon`,
    intro: 'The term of these requests is near its end, or over:',
    line: {
      'near': (number, day, left) => `${number}: answer by ${inWords('en-GB', day)} (in ${days(left)})`,
      'target-passed': (number, day, left) => `${number}: the term itself is over; rolled to a working day it ends on ${inWords('en-GB', day)} (in ${days(left)})`,
      'late': (number, day, left) => `${number}: late by ${days(-left)} (it was due on ${inWords('en-GB', day)})`,
    },
    law: 'A term can be extended only before its end, and the person is told why (Article 12(3) GDPR). This message is sent once for each threshold.',
  },
};

/** One message about several requests, late ones first. */
export function alarmMessage(language: AlarmLanguage, lines: readonly AlarmLine[]): { readonly subject: string; readonly text: string } {
  const { subject, intro, line, law } = words[language];
  const late = lines.filter(({ step }) => step === 'late').length;
  const told = [...lines].sort((a, b) => a.left - b.left || a.number.localeCompare(b.number)).map(({ number, legal, step, left, link }) => `– ${line[step](number, legal, left)}\n  ${link}`);
  return { subject: subject(late, lines.length - late), text: `${intro}\n\n${told.join('\n')}\n\n${law}\n` };
}
