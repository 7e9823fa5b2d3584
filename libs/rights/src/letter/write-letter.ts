import { type CompanyIdentity, type LegalEntity, type OfficeHolder, sirenText } from '@oubli/company';
import { lawIn, listed, type RefusalReason, type RequestLanguage, reasonsFor, reasonsToExplain } from '@oubli/contracts';
import { english } from './english';
import { french } from './french';
import { german } from './german';
import { backupDays, type KeptFields, type Letter, type LetterFacts, type NamedFields, negative } from './letter';
import type { Phrases } from './phrases';

export const phrasesOf: Readonly<Record<RequestLanguage, Phrases>> = { fr: french, en: english, de: german };

/** A part that a letter cannot do without and that was not said: `template` where nothing of the kind can be written at all. */
export type MissingFact = 'reasons' | 'words' | 'client' | 'liftedFrom' | 'extensionReason' | 'sender' | 'kind' | 'outcome';

/** What has still to be said before this letter can be written; empty: it can. */
export function missingFacts(facts: LetterFacts): readonly MissingFact[] {
  const { template, kind, reasons = [], decided } = facts;
  const missing: MissingFact[] = [];
  const need = (fact: MissingFact, there: boolean): void => void (there || missing.push(fact));
  need('sender', facts.sender !== null || template === 'acknowledgement');
  // Nobody is told that everything was erased while something is kept.
  if (template === 'granted') need('outcome', kind !== 'erasure' || (decided?.kept.length ?? 0) === 0);
  if (template === 'refused') need('reasons', reasons.length > 0);
  if (template === 'partially-granted') need('reasons', reasons.length > 0 || (decided?.kept.length ?? 0) > 0);
  if (reasons.some((reason) => !reasonsFor[kind].includes(reason))) missing.push('reasons');
  if (template === 'answered' || reasons.some((reason) => reasonsToExplain.includes(reason))) need('words', (facts.words ?? '').trim() !== '');
  if (template === 'forwarded') need('client', (facts.client ?? '').trim() !== '');
  if (template === 'extended') need('extensionReason', Boolean(facts.extensionReason));
  if (template === 'restriction-lifting') need('liftedFrom', facts.liftedFrom !== undefined);
  if (template === 'restriction-placed' || template === 'restriction-lifting') need('kind', kind === 'restriction');
  if (template === 'rest-has-left') need('kind', kind === 'erasure');
  return [...new Set(missing)];
}

/**
 * Writes a letter: text from data, without clock or database. It names nobody but the sender; the address of whom it goes to
 * stands on the envelope or the printed page.
 * @throws Error when something that it needs is missing (ask `missingFacts` first)
 */
export function writeLetter(facts: LetterFacts): Letter {
  const missing = missingFacts(facts);
  if (missing.length > 0) throw new Error(`A letter needs more: ${missing.join(', ')}.`);
  const phrases = phrasesOf[facts.language];
  const title = phrases.title(facts.number, phrases.asked[facts.kind]);
  const blocks = [
    ...(facts.sender ? [letterhead(facts.sender.controller, phrases)] : []),
    phrases.dated(phrases.day(facts.day)), `${phrases.subject}${facts.language === 'fr' ? ' :' : ':'} ${title}`, phrases.greeting,
    phrases.opening(facts.kind, facts.number, phrases.day(facts.receivedOn)),
    ...bodyOf(facts, phrases),
    ...(negative.has(facts.template) && facts.sender ? phrases.remedies(facts.sender.authority.name, facts.sender.authority.address, facts.sender.authority.complaintsUrl) : []),
    phrases.closing,
    ...(facts.sender ? [signature(facts.sender, phrases)] : []),
  ];
  return { title, text: `${blocks.filter((block) => block !== '').join('\n\n')}\n` };
}

/** A letter to somebody who is no person asking, in the same frame: head of the company, day, subject, greeting, and who signs. */
export function framedLetter({ language, day, sender, title, body }: { readonly language: RequestLanguage; readonly day: string; readonly sender: CompanyIdentity; readonly title: string; readonly body: readonly string[] }): Letter {
  const phrases = phrasesOf[language];
  const subject = `${phrases.subject}${language === 'fr' ? ' :' : ':'} ${title}`;
  const blocks = [letterhead(sender.controller, phrases), phrases.dated(phrases.day(day)), subject, phrases.greeting, ...body, phrases.closing, signature(sender, phrases)];
  return { title, text: `${blocks.filter((block) => block !== '').join('\n\n')}\n` };
}

/** What the page of the public form shows of an acknowledgement: the sentences without the frame of a letter. */
export function acknowledgementSentences({ kind, language, number, receivedOn, dueLegal }: Pick<LetterFacts, 'kind' | 'language' | 'number' | 'receivedOn' | 'dueLegal'>): string {
  const phrases = phrasesOf[language];
  return [phrases.opening(kind, number, phrases.day(receivedOn)), phrases.acknowledged(phrases.day(dueLegal)), phrases.acknowledgedIdentity].join(' ');
}

function bodyOf(facts: LetterFacts, phrases: Phrases): readonly string[] {
  const own = (facts.words ?? '').trim();
  switch (facts.template) {
    case 'acknowledgement': return [`${phrases.acknowledged(phrases.day(facts.dueLegal))} ${phrases.acknowledgedIdentity}`];
    case 'identity-asked': return [...phrases.identityAsked, facts.copyAsked ? phrases.identityCopy : phrases.identityNoCopy];
    case 'extended': return phrases.extended(facts.extensionReason ?? 'complexity', phrases.day(facts.dueLegal));
    case 'granted': return [phrases.granted[facts.kind], own, ...afterwards(facts, phrases)];
    case 'partially-granted': return [phrases.partly, ...decidedBlocks(facts, phrases), ...reasonBlocks(facts, phrases), ...particular(own, phrases), ...afterwards(facts, phrases)];
    case 'refused': return [phrases.refused[facts.kind], ...reasonBlocks(facts, phrases), ...particular(own, phrases)];
    case 'answered': return [phrases.answered, own];
    case 'not-identified': return phrases.notIdentified;
    case 'forwarded': return phrases.forwarded((facts.client ?? '').trim());
    case 'withdrawn': return phrases.withdrawn;
    case 'restriction-placed': return phrases.restrictionPlaced;
    case 'restriction-lifting': return phrases.restrictionLifting(phrases.day(facts.liftedFrom ?? facts.day));
    case 'rest-has-left': return phrases.restLeft;
  }
}

const particular = (own: string, phrases: Phrases): readonly string[] => (own === '' ? [] : [`${phrases.inParticular} ${own}`]);

function reasonBlocks({ reasons = [], language }: LetterFacts, phrases: Phrases): readonly string[] {
  if (reasons.length === 0) return [];
  const stop = language === 'fr' ? ' ;' : ';';
  const said = (reason: RefusalReason, i: number): string => `– ${phrases.reasons[reason]}${i === reasons.length - 1 ? '.' : stop}`;
  return [[phrases.whyIntro, ...reasons.map(said)].join('\n')];
}

/** What is gone and what is kept, each kind of record in a paragraph of its own: why, until when, who may read (domain.md 3.1). */
function decidedBlocks({ decided, language }: LetterFacts, phrases: Phrases): readonly string[] {
  if (!decided) return [];
  const line = ({ record, fields }: NamedFields): string => phrases.named(record, fields.join(', '));
  const erased = decided.erased.map((fields) => `– ${line(fields)}`);
  const kept = decided.kept.map((fields) => keptBlock(fields, line(fields), phrases, language));
  if (kept.length === 0) return erased.length > 0 ? [[phrases.erasedIntro, ...erased].join('\n')] : [];
  return [...(erased.length > 0 ? [[phrases.erasedIntro, ...erased].join('\n')] : []), phrases.erasedAll, phrases.keptIntro, ...kept, phrases.keptAfter];
}

function keptBlock({ claim, reference, from, until, readers }: KeptFields, line: string, phrases: Phrases, language: RequestLanguage): string {
  if (claim === 'erasure') throw new Error('What is erased is not kept.');
  const last = until === null ? phrases.keptOpen : phrases.kept(from === null || from === until ? null : phrases.day(from), phrases.day(until));
  const law = reference === null ? null : lawIn(reference, language);
  return [`– ${line}`, `  ${phrases.because(phrases.claims[claim], law)}`, `  ${last}`, ...(readers.length > 0 ? [`  ${phrases.readers(listed(readers, language))}`] : [])].join('\n');
}

/** What follows from a right that was exercised: backups, recipients (Art. 19 GDPR), the do-not-recreate list. */
function afterwards({ kind, listed = false }: LetterFacts, phrases: Phrases): readonly string[] {
  if (kind === 'erasure') return [phrases.backups(backupDays), phrases.recipientsTold, listed ? phrases.notRecreated : phrases.notListed];
  if (listed) return [phrases.notRecreated];
  return kind === 'rectification' || kind === 'restriction' ? [phrases.recipientsTold] : [];
}

/** A register number as it is read: nine digits in threes, and the establishment's five where fourteen are given. */
const registerText = (number: string): string => (number.length === 9 ? sirenText(number) : `${sirenText(number.slice(0, 9))} ${number.slice(9)}`);

function letterhead(company: LegalEntity, phrases: Phrases): string {
  return [`${company.name}, ${legal(company, phrases)}`, company.street, `${company.postcode} ${company.city}`, phrases.register(company.registerCity, registerText(company.registerNumber))].join('\n');
}

const legal = ({ legalForm, capital }: LegalEntity, phrases: Phrases): string => (capital === null ? legalForm : `${legalForm} ${phrases.capital(phrases.amount(Number(capital)))}`);

const reachable = ({ name, email, phone }: OfficeHolder): string => [name, email, phone].filter((part) => part !== null).join(', ');

function signature({ controller, host, representative, protectionOfficer }: CompanyIdentity, phrases: Phrases): string {
  return [
    controller.name,
    ...(representative?.name && representative.capacity ? [phrases.represented(representative.name, phrases.capacities[representative.capacity])] : []),
    ...(protectionOfficer ? [phrases.officer(reachable(protectionOfficer))] : []),
    ...(host ? [phrases.host(`${host.name}, ${legal(host, phrases)}, ${host.street}, ${host.postcode} ${host.city}, ${phrases.register(host.registerCity, registerText(host.registerNumber))}`)] : []),
  ].join('\n');
}
