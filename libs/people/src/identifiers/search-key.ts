/** A name as it is compared: no accents, no case, one blank between parts; ligatures are written out. */
export const searchKey = (...names: readonly (string | null | undefined)[]): string =>
  names
    .filter((name): name is string => typeof name === 'string')
    .join(' ')
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .replace(/ß/g, 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
