import type { RequestLanguage } from '@oubli/contracts';
import { isFrame, type Purpose, type Registry } from '@oubli/personal-data';
import type { FieldDecision, RecordDecision } from '@oubli/retention';
import type { DecidedFields, KeptFields, NamedFields } from './letter';

/** Names in plain words, which the engine does not know: those of record types in the plural, of fields and of purposes. */
export interface PlainWords {
  record(recordType: string, language: RequestLanguage): string;
  field(recordType: string, property: string, language: RequestLanguage): string;
  purpose(purpose: Purpose, language: RequestLanguage): string;
}

interface Said {
  readonly recordType: string;
  readonly property: string;
  readonly decision: FieldDecision;
}

/** Fields that say something about a person; what only frames a row (its id, dates, state) goes with it. */
function told(registry: Registry, { recordType, fields }: RecordDecision): readonly Said[] {
  return fields.flatMap((decision) => {
    const [type, property] = decision.column.includes('.') ? decision.column.split('.') : [recordType, decision.column];
    const column = registry.declarations.find((declared) => declared.recordType === type)?.columns[property ?? ''];
    return type !== undefined && property !== undefined && column && !isFrame(column) ? [{ recordType: type, property, decision }] : [];
  });
}

function grouped<K>(said: readonly Said[], keyOf: (one: Said) => string, make: (key: string, ones: readonly Said[]) => K): readonly K[] {
  const groups = new Map<string, Said[]>();
  for (const one of said) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups].map(([key, ones]) => make(key, ones));
}

/**
 * The decisions by field of a person's wish to be erased, as a letter tells them: what of each kind of record goes, and what is
 * kept, joined where reason and readers are the same. Of a record that stays with nothing but its frame there is nothing to tell.
 */
export function decidedFields(registry: Registry, records: readonly RecordDecision[], words: PlainWords, language: RequestLanguage): DecidedFields {
  const said = records.flatMap((record) => told(registry, record));
  const named = (ones: readonly Said[]): NamedFields => {
    const [first] = ones;
    const fields = [...new Set(ones.map(({ recordType, property }) => words.field(recordType, property, language)))];
    return { record: words.record(first?.recordType ?? '', language), fields };
  };
  const kept = said.filter(({ decision }) => decision.verdict !== 'erase');
  const keyOf = ({ recordType, decision }: Said): string => JSON.stringify([recordType, decision.claim, decision.reference, [...decision.readers].sort(), decision.until === null]);
  return {
    erased: grouped(said.filter(({ decision }) => decision.verdict === 'erase'), (one) => one.recordType, (_, ones) => named(ones)),
    kept: grouped(kept, keyOf, (_, ones): KeptFields => {
      const { decision } = ones[0] ?? { decision: null };
      if (!decision) throw new Error('An empty group says nothing.');
      const ends = ones.map((one) => one.decision.until).filter((until) => until !== null).sort();
      return {
        ...named(ones), claim: decision.claim, reference: decision.reference, from: ends[0] ?? null, until: ends.at(-1) ?? null,
        readers: decision.readers.map((purpose) => words.purpose(purpose, language)),
      };
    }),
  };
}
