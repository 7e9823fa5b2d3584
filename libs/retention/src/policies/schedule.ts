import type { Confidence, FloorBody, VersionBody } from '@oubli/contracts';

/** A frozen version as it reaches records through a publication. */
export interface PublishedVersion {
  readonly id: string;
  readonly policy: string;
  readonly number: number;
  readonly recordType: string;
  readonly body: VersionBody;
  readonly legalReference: string;
  readonly confidence: Confidence;
  readonly mandatoryRetroactive: boolean;
  readonly retroactiveReference: string | null;
  readonly optedOut: boolean;
}

/** The privacy policy as it stood from a day on. */
export interface Publication {
  readonly id: string;
  /** Calendar date in Paris. */
  readonly effectiveFrom: string;
  readonly title: string;
  readonly versions: readonly PublishedVersion[];
}

export interface Floor {
  readonly code: string;
  readonly recordType: string;
  readonly body: FloorBody;
  readonly validFrom: string;
  readonly validTo: string;
  readonly legalReference: string;
}

/** Everything the planner needs to know about rules: publications in order of their dates, floors, gate. */
export interface Schedule {
  readonly publications: readonly Publication[];
  readonly floors: readonly Floor[];
  /** Policies whose automatic flag lets the nightly job run them. */
  readonly automatic: ReadonlySet<string>;
}
