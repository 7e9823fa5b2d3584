import type { TreatmentKeys } from '@oubli/anonymization';
import type { Instance, Settings } from '@oubli/config';
import type { Logins } from '@oubli/domains';
import type { Bell } from '@oubli/jobs';

export const instanceToken = Symbol('instance');
export const loginsToken = Symbol('logins');
export const houseToken = Symbol('house');

/** What every room of the API works with. */
export interface House {
  readonly instance: Instance;
  readonly settings: Settings;
  readonly logins: Logins;
  readonly treatmentKeys: TreatmentKeys;
  readonly bell: Bell;
}
