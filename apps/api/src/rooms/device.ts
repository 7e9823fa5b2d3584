/** A browser in a few words, so that somebody knows her own sessions again; the whole text is not kept. */
export function deviceOf(userAgent: string | undefined): string {
  const text = userAgent ?? '';
  const browser = /Edg\//.test(text) ? 'Edge' : /Firefox\//.test(text) ? 'Firefox' : /Chrome\//.test(text) ? 'Chrome' : /Safari\//.test(text) ? 'Safari' : 'Browser';
  const system = /Android/.test(text) ? 'Android' : /iPhone|iPad/.test(text) ? 'iOS' : /Windows/.test(text) ? 'Windows' : /Mac OS/.test(text) ? 'macOS' : /Linux/.test(text) ? 'Linux' : '?';
  return `${browser}, ${system}`;
}
