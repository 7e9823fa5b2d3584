import type { PackageKind, PackageLanguage } from '@oubli/rights';
import PDFDocument from 'pdfkit';
import { factsOf, ownKeys, ownLines, type PackageFile, recordHeading, type ShownValue, shownText, valueLabel, word } from './write';

const fonts = { plain: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'), bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf') } as const;

/** A4 in points, its margins, and two columns. */
const margin = 50;
const names = { x: margin, width: 165 } as const;
const texts = { x: margin + 175, width: 320 } as const;
/** Records on paper; whoever has more of them reads the other files. */
export const paperRecords = 1000;
/** Room that a row must find below it before it is begun. */
const leastRoom = 40;
const ink = '#1b1b1f';
const pale = '#555566';

interface Line {
  readonly name: string;
  readonly text: string;
  readonly quiet?: boolean;
}

/** Letters that move the pen have no picture. */
const printable = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/\t/g, '  ').replace(/[^\P{Cc}\n]/gu, '');

/**
 * A package on paper: tagged for screen readers (ISO 14289), searchable, with nothing in it that runs. Letters that its typeface
 * lacks are in the other files.
 * @param day its date; nothing in the file depends on the hour
 */
export function pdfFile(kind: PackageKind, language: PackageLanguage, day: string): PackageFile {
  const title = word(language, kind);
  const paper = new Paper(language, title, day);
  let type = '';
  let records = 0;
  const lines = (values: readonly ShownValue[]): Line[] => values.filter(({ value }) => value !== null).map((value) => ({
    name: valueLabel(language, value), text: shownText(language, value), quiet: value.redacted,
  }));
  return {
    begin: () => {
      paper.heading('H1', title);
      paper.paragraph(`${word(language, kind === 'access' ? 'accessArticle' : 'portabilityArticle', { day })} ${word(language, 'readable')}`);
      return paper.written();
    },
    record: (record) => {
      records += 1;
      if (records > paperRecords) return '';
      if (record.declaration.recordType !== type) paper.heading('H2', recordHeading(language, record.declaration.recordType));
      type = record.declaration.recordType;
      paper.table(lines(record.values));
      for (const part of record.parts) {
        paper.heading('H3', recordHeading(language, part.declaration.recordType));
        paper.table(lines(part.values));
      }
      paper.table(factsOf(language, record).map(([name, text]) => ({ name, text, quiet: true })));
      return paper.written();
    },
    end: (own) => {
      if (records > paperRecords) paper.paragraph(word(language, 'more', { n: String(records - paperRecords) }));
      if (kind === 'access') for (const key of ownKeys) paper.section(word(language, key), (own[key] ?? []).map((row) => ownLines(language, row)), word(language, 'none'));
      return paper.end();
    },
  };
}

/** Sheets that fill from the top, and the bytes they have become. */
class Paper {
  private readonly file: PDFKit.PDFDocument;
  private readonly root: PDFKit.PDFStructureElement;
  private page = 0;

  constructor(private readonly language: PackageLanguage, title: string, day: string) {
    this.file = new PDFDocument({
      size: 'A4', margin, lang: language, tagged: true, displayTitle: true, pdfVersion: '1.7', autoFirstPage: false, font: fonts.plain,
      info: { Title: title, Creator: 'Oubli', Producer: 'Oubli', CreationDate: new Date(`${day}T00:00:00Z`) },
    });
    this.root = this.file.struct('Document');
    this.file.addStructure(this.root);
    this.file.on('pageAdded', () => this.number());
    this.file.addPage();
  }

  heading(tag: 'H1' | 'H2' | 'H3', text: string): void {
    const size = { H1: 18, H2: 14, H3: 11 }[tag];
    this.room(leastRoom * 2);
    this.file.moveDown(tag === 'H1' ? 0 : 0.6);
    this.file.font(fonts.bold).fontSize(size).fillColor(ink).text(printable(text), margin, this.file.y, { structParent: this.root, structType: tag });
    this.file.moveDown(0.3);
  }

  paragraph(text: string): void {
    this.file.font(fonts.plain).fontSize(10).fillColor(ink).text(printable(text), margin, this.file.y, { structParent: this.root });
    this.file.moveDown(0.6);
  }

  table(lines: readonly Line[]): void {
    if (lines.length === 0) return;
    const table = this.file.struct('Table');
    this.root.add(table);
    for (const line of lines) this.row(table, line);
    table.end();
    this.file.moveDown(0.6);
  }

  section(title: string, tables: readonly (readonly Line[])[], none: string): void {
    this.heading('H2', title);
    if (tables.length === 0) this.paragraph(none);
    for (const lines of tables) this.table(lines);
  }

  /** What has become bytes since it was asked last, a letter a byte. */
  written(): string {
    let bytes = '';
    for (let piece = this.file.read() as Buffer | null; piece !== null; piece = this.file.read() as Buffer | null) bytes += piece.toString('latin1');
    return bytes;
  }

  end(): string {
    this.root.end();
    this.file.end();
    return this.written();
  }

  private row(table: PDFKit.PDFStructureElement, { name, text, quiet = false }: Line): void {
    this.room(leastRoom);
    const row = this.file.struct('TR');
    table.add(row);
    const [top, page] = [this.file.y, this.page];
    this.file.fillColor(pale).font(fonts.plain).fontSize(8).text(printable(name), names.x, top + 1, { width: names.width, structParent: row, structType: 'TH' });
    const below = this.file.y;
    this.file.fillColor(quiet ? pale : ink).fontSize(quiet ? 8 : 9.5).text(printable(text), texts.x, top, { width: texts.width, structParent: row, structType: 'TD' });
    row.end();
    this.file.y = (this.page === page ? Math.max(below, this.file.y) : this.file.y) + 3;
  }

  private room(points: number): void {
    if (this.file.y + points > this.file.page.height - margin) this.file.addPage();
  }

  /** The number stands in the margin, where text would begin another page, and is no part of what is read aloud. */
  private number(): void {
    const { file } = this;
    this.page += 1;
    const [bottom, top] = [file.page.margins.bottom, file.y];
    file.page.margins.bottom = 0;
    file.markContent('Artifact', { type: 'Pagination' });
    file.font(fonts.plain).fontSize(8).fillColor(pale).text(word(this.language, 'page', { n: String(this.page) }), margin, file.page.height - 34, { width: file.page.width - 2 * margin, align: 'right' });
    file.endMarkedContent();
    file.page.margins.bottom = bottom;
    file.x = margin;
    file.y = top;
  }
}
