import { type AnyDeclaration, file, type Origin, partOfRecord, personalData, personLink, type Phase, recordDate, state, structure } from '@oubli/personal-data';

export const packageKinds = ['access', 'portability'] as const;
export type PackageKind = (typeof packageKinds)[number];
export const packageLanguages = ['fr', 'en', 'de'] as const;
export type PackageLanguage = (typeof packageLanguages)[number];
/** Why a value may tell of somebody else; a file is proposed because nobody has read it. */
export const redactionReasons = ['person', 'e-mail', 'telephone', 'name', 'file'] as const;
export type RedactionReason = (typeof redactionReasons)[number];
export const redactionDecisions = ['redact', 'release'] as const;
export type RedactionDecision = (typeof redactionDecisions)[number];

/** What a person is given of everything held about her (Art. 15), or of what she provided (Art. 20). */
export abstract class Package {
  id!: string;
  personId!: string;
  kind!: PackageKind;
  language!: PackageLanguage;
  /** `waits`: proposals of redaction are undecided, or nobody has made it yet. */
  state!: 'waits' | 'made';
  begunOn!: string;
  madeOn!: string | null;
  records!: number;
  collectedOn!: string | null;
  origin!: Origin;
  phase!: Phase;
}

/** A value that may tell of somebody else, and what a human decided about it. */
export abstract class PackageRedaction {
  id!: string;
  packageId!: string;
  recordType!: string;
  recordId!: string;
  field!: string;
  reason!: RedactionReason;
  decision!: RedactionDecision | null;
}

/** A piece of one of the package's files, AES-256-GCM under the field key file. */
export abstract class PackagePart {
  id!: string;
  packageId!: string;
  file!: string;
  number!: number;
  sealed!: Buffer | null;
}

const ofRights = { purposes: ['rights-and-disputes'] } as const;
const ofPackage = { recordType: 'access-package', via: 'packageId' } as const;

export const packageData: readonly AnyDeclaration[] = [
  personalData(Package, {
    recordType: 'access-package', code: 223, table: 'packages.package', ...ofRights, subjects: ['personId'], beyondRestriction: true, phase: 'phase', collectedOn: 'collectedOn',
    clocks: { begun: { column: 'begunOn', requiredWhen: 'always' }, made: { column: 'madeOn' } }, namesIdentity: ['active'],
    columns: { id: structure, personId: personLink, kind: state, language: state, state, begunOn: recordDate, madeOn: recordDate, records: structure, collectedOn: recordDate, origin: state, phase: state },
  }),
  partOfRecord(PackageRedaction, {
    recordType: 'package-redaction', code: 224, table: 'packages.redaction', ...ofRights, partOf: ofPackage,
    columns: { id: structure, packageId: structure, recordType: structure, recordId: structure, field: structure, reason: state, decision: state },
  }),
  partOfRecord(PackagePart, {
    recordType: 'package-part', code: 225, table: 'packages.part', ...ofRights, partOf: ofPackage,
    columns: { id: structure, packageId: structure, file: structure, number: structure, sealed: file() },
  }),
];
