/** Why an address is not written to, before any name is asked for. */
export type UrlRefusal = 'no-url' | 'not-https' | 'has-credentials' | 'too-long';

const longest = 2000;

/**
 * Hosts inside the house that may be written to, by name: `name` for its default port, `name:port`, also over http. For a demo,
 * tests and a relay of one's own.
 */
export type AllowedHosts = readonly string[];

/** @param url parsed; the parser has written a decimal, octal or hexadecimal host as the address it is (WHATWG URL) */
export const isAllowed = (url: URL, allowed: AllowedHosts): boolean => allowed.includes(url.host);

/**
 * An address somebody gave us to write to: https, without name and password. Whether it leads inside is only known when its name
 * is resolved, anew at each try.
 */
export function outsideUrl(text: string, allowed: AllowedHosts): { readonly url: URL } | { readonly refused: UrlRefusal } {
  if (text.length > longest) return { refused: 'too-long' };
  if (!URL.canParse(text)) return { refused: 'no-url' };
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return { refused: 'has-credentials' };
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isAllowed(url, allowed))) return { refused: 'not-https' };
  return { url };
}
