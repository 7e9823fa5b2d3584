import type { AnyDeclaration } from '@oubli/personal-data';
import { alarmData } from './deadline/alarm.personal-data';
import { formData } from './form/form.personal-data';
import { forwardingData } from './forwarding/forwarding.personal-data';
import { identityData } from './identity/identity.personal-data';
import { linkData } from './link/link.personal-data';
import { openDsrData } from './opendsr/opendsr.personal-data';
import { packageData } from './package/package.personal-data';
import { purposeData } from './purposes/purposes.personal-data';
import { rectificationData } from './rectification/rectification.personal-data';
import { tellingData } from './telling/telling.personal-data';
import { requestData } from './request/request.personal-data';

/** Every table of this library. */
export const rightsDeclarations: readonly AnyDeclaration[] = [...requestData, ...packageData, ...identityData, ...linkData, ...formData, ...rectificationData, ...alarmData, ...purposeData, ...forwardingData, ...tellingData, ...openDsrData];
