import type { Session } from '@oubli/database';
import { RetentionError } from '../retention-error';
import { mostLines } from './differences';
import type { TextLanguage } from './language';
import { type Finding, lintTexts, type TextBody } from './lint';
import * as sql from './texts.sql';

export interface PolicyText extends TextBody {
  readonly authoritative: boolean;
}

/** A finding somebody named lets pass, and why. */
export interface Waiver {
  readonly finding: string;
  readonly reason: string;
  /** Id of the account. */
  readonly waivedBy: string;
}

export interface WaivedFinding extends Omit<Finding, 'id'>, Waiver {
  readonly waivedAt: string;
}

/** The privacy policy in words, in every language of a publication. */
export interface PolicyTexts {
  readonly authoritative: TextLanguage;
  readonly bodies: readonly TextBody[];
}

export const textsOf = (session: Session, publication: string): Promise<PolicyText[]> => session.query<PolicyText>(sql.textsOf, [publication]);
export const waiversOf = (session: Session, publication: string): Promise<WaivedFinding[]> => session.query<WaivedFinding>(sql.waiversOf, [publication]);

/** The texts that a publication follows. @param day its first day; null: the latest there is */
export const textsBefore = (session: Session, day: string | null): Promise<PolicyText[]> => session.query<PolicyText>(sql.textsBefore, [day]);

const tidy = (body: string): string => body.replaceAll('\r\n', '\n').replace(/[ \t]+$/gm, '').trim();

/** @throws RetentionError `publication-refused` when a language comes twice, a text is empty or too long, or the authoritative one is missing */
export function readTexts({ authoritative, bodies }: PolicyTexts): PolicyTexts {
  const refuse = (why: string): never => {
    throw new RetentionError('publication-refused', `${why} Nothing was changed.`);
  };
  const tidied = bodies.map(({ language, body }) => ({ language, body: tidy(body) }));
  if (new Set(tidied.map((t) => t.language)).size !== tidied.length) refuse('A language has two texts.');
  if (!tidied.some((t) => t.language === authoritative)) refuse('The authoritative language has no text.');
  for (const { language, body } of tidied) {
    if (body === '') refuse(`The text in ${language} is empty.`);
    if (body.split('\n').length > mostLines) refuse(`The text in ${language} has more than ${mostLines} lines.`);
    if (!body.startsWith('# ')) refuse(`The text in ${language} does not begin with its title (# …).`);
  }
  return { authoritative, bodies: tidied };
}

/** What would stop these texts, after those in force. */
export async function findingsIn(session: Session, texts: PolicyTexts): Promise<readonly Finding[]> {
  const { authoritative, bodies } = readTexts(texts);
  return lintTexts(authoritative, bodies, await textsBefore(session, null));
}

/**
 * Writes the texts of a publication that was just made, in its transaction.
 * @throws RetentionError `text-stopped` naming language, line and rule of every finding that nobody waived
 */
export async function writeTexts(session: Session, publication: string, texts: PolicyTexts, before: readonly TextBody[], waivers: readonly Waiver[]): Promise<readonly Finding[]> {
  const { authoritative, bodies } = readTexts(texts);
  const findings = lintTexts(authoritative, bodies, before);
  const open = findings.filter((f) => !waivers.some((w) => w.finding === f.id && w.reason.trim() !== ''));
  if (open.length > 0) {
    const places = open.map(({ language, line, rule }) => `${language}, line ${line}: ${rule}`).join('; ');
    throw new RetentionError('text-stopped', `The text cannot be published as it is: ${places}. Mend it, or let somebody waive each with a reason. Nothing was changed.`);
  }
  // The authoritative one first: its translations name it.
  for (const { language, body } of [...bodies].sort((a, b) => Number(b.language === authoritative) - Number(a.language === authoritative))) await session.query(sql.insertText, [publication, language, language === authoritative, body]);
  for (const { id, language, line, rule, words } of findings) {
    const waiver = waivers.find((w) => w.finding === id);
    if (waiver) await session.query(sql.insertWaiver, [publication, id, language, line, rule, words, waiver.reason, waiver.waivedBy]);
  }
  return findings;
}

/** A publication without texts of its own goes on saying what the one before it said. */
export const carryTexts = (session: Session, publication: string): Promise<unknown> => session.query(sql.carryTexts, [publication]);
