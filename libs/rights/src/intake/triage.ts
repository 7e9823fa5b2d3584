import type { RequestKind } from '@oubli/contracts';

/** Folds case, accents and blanks, so that "Supprimez  mes DONNÉES" and "supprimez mes donnees" are one. */
const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[’']/g, ' ').replaceAll(/\s+/g, ' ');

const data = String.raw`(?:donnees|infos?\b|informations|compte|dossier|profil|data|details|account|profile|records?\b|information|daten|konto|profil|angaben)`;
const near = '[^.!?]{0,60}';

/**
 * What words ask for, most particular right first: somebody who no longer wants letters and wants everything deleted wants
 * everything deleted. French, English and German.
 */
const signs: readonly (readonly [RequestKind, RegExp])[] = [
  ['complaint', /\b(?:plainte|reclamation|saisir la cnil|complain(?:t|ing)?|beschwerde|beschweren)\b/],
  ['erasure', new RegExp(String.raw`\b(?:supprim|effac|detrui|oubli(?:e|ez)? moi|efface)\w*${near}\b${data}|\bdroit a l oubli\b|\b(?:delete|erase|remove|wipe)\b${near}\b(?:me\b|my\b|${data})|\bforget (?:about )?me\b|\bright to be forgotten\b|\b(?:losch|loesch|vernicht)\w*\b|\b${data}${near}\b(?:losch|loesch)\w*|\bvergessenwerden\b`)],
  ['portability', /\bportabilit\w*|\bportability\b|\bdata ?portability\b|\bubertrag\w*|\buebertrag\w*|\b(?:transf(?:e|er)\w*|transmit\w*)\b[^.!?]{0,40}\b(?:donnees|data)\b|\bmachine.readable\b/],
  ['restriction', /\b(?:limit\w*|restrict\w*|einschrank\w*|einschraenk\w*|gel(?:er|ez))\b[^.!?]{0,40}\b(?:traitement|processing|verarbeitung|donnees|data)\b/],
  ['rectification', new RegExp(String.raw`\b(?:rectifi|corrig|modifi|mettre a jour|met(?:s|tez) a jour)\w*${near}\b(?:${data}|nom|adresse)|\b(?:correct|rectify|update)\b${near}\b(?:my\b|${data}|name|address)|\b(?:berichtig|korrigier)\w*`)],
  ['access', new RegExp(String.raw`\b(?:copie|acces|acceder|consulter|savoir|connaitre|obtenir)\b${near}\b${data}|\bque (?:gardez|detenez|savez)[ -]vous\b|\b(?:copy|access|see|obtain)\b${near}\b(?:my\b|${data})|\bwhat (?:data|information)\b${near}\b(?:hold|have|keep)\b|\bsubject access\b|\bauskunft\b|\bkopie\b${near}\b${data}`)],
  ['withdrawal', /\b(?:retir\w*|revoqu\w*)\b[^.!?]{0,30}\bconsentement\b|\bwithdraw\w*\b[^.!?]{0,30}\bconsent\b|\beinwilligung\b[^.!?]{0,40}\b(?:widerruf\w*|zuruck\w*)|\bwiderruf\w*\b/],
  ['objection', /\b(?:je m oppose|opposition|desabonn\w*|desinscri\w*)\b|\b(?:ne\b|n ) ?[^.!?]{0,30}\bplus\b[^.!?]{0,40}\b(?:recevoir|mails?|e-?mails?|sms|lettres?|publicites?)\b|\bobject to\b|\bunsubscribe\b|\bstop (?:sending|contacting|e-?mailing)\b|\bwiderspr[eu]ch\w*|\babmeld\w*|\babbestell\w*/],
];

/**
 * What a message seems to ask for, or null where it seems to be none of the rights (R73). A proposal: a human confirms it, and
 * the term runs from the message's day whatever she decides.
 */
export function triage(words: string): RequestKind | null {
  const text = folded(words);
  return signs.find(([, sign]) => sign.test(text))?.[0] ?? null;
}
