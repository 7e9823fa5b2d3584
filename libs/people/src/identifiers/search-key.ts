/** Letters that Unicode does not take apart into a letter and an accent. */
const written: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };

/**
 * A name as it is compared: no accents, no case, one blank between parts, hyphens and apostrophes as blanks; ligatures
 * are written out (NFKD does not split œ). Names in another script keep their letters.
 */
export const searchKey = (...names: readonly (string | null | undefined)[]): string =>
  names
    .filter((name): name is string => typeof name === 'string')
    .join(' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[œæßøłđðþı]/g, (letter) => written[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
