/** A text as a page shows it: nothing in it is markup but the signs of headings and lists at the beginning of a line. */
export type TextBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] };

/** `# ` to `### ` are headings, `- ` are items, an empty line ends a paragraph. */
export function blocksOf(body: string): readonly TextBlock[] {
  const blocks: (TextBlock | { kind: 'list'; items: string[] })[] = [];
  let paragraph: string[] = [];
  const end = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', text: paragraph.join(' ') });
    paragraph = [];
  };
  for (const raw of body.split('\n')) {
    const line = raw.trim();
    const [, signs, title] = /^(#{1,3})\s+(.+)$/.exec(line) ?? [];
    const [, item] = /^[-*]\s+(.+)$/.exec(line) ?? [];
    if (signs !== undefined && title !== undefined) {
      end();
      blocks.push({ kind: 'heading', level: signs.length, text: title });
    } else if (item !== undefined) {
      end();
      const last = blocks.at(-1);
      if (last?.kind === 'list' && Array.isArray(last.items)) (last.items as string[]).push(item);
      else blocks.push({ kind: 'list', items: [item] });
    } else if (line === '') {
      end();
      blocks.push({ kind: 'paragraph', text: '' });
    } else paragraph.push(line);
  }
  end();
  return blocks.filter((block) => block.kind !== 'paragraph' || block.text !== '');
}
