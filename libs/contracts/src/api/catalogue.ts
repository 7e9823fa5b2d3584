import { accuracyRoutes } from './accuracy';
import { erasureRoutes } from './erasures';
import { exportRoutes } from './exports';
import { choiceRoutes } from './choices';
import { doNotRecreateRoutes } from './do-not-recreate';
import { formRoutes } from './forms';
import { forwardingRoutes } from './forwardings';
import { letterRoutes } from './letters';
import { companyRoutes } from './company';
import { identityRoutes } from './identity';
import { ownPageRoutes } from './own-page';
import { packageRoutes } from './packages';
import { operationRoutes, peopleRoutes } from './people';
import { messageRoutes } from './messages';
import { purposeRoutes } from './purposes';
import { rectificationRoutes } from './rectifications';
import { restrictionRoutes } from './restrictions';
import { policyRoutes } from './policies';
import { recordRoutes } from './records';
import { requestRoutes } from './requests';
import { runRoutes } from './runs';
import { keyRoutes, sessionRoutes, userRoutes } from './session';

/** Every address of `/api/v1`, by the name of what it does. */
export const api = { ...sessionRoutes, ...userRoutes, ...keyRoutes, ...policyRoutes, ...runRoutes, ...restrictionRoutes, ...peopleRoutes, ...recordRoutes, ...doNotRecreateRoutes, ...operationRoutes, ...requestRoutes, ...letterRoutes, ...identityRoutes, ...ownPageRoutes, ...companyRoutes, ...messageRoutes, ...exportRoutes, ...erasureRoutes, ...packageRoutes, ...rectificationRoutes, ...accuracyRoutes, ...purposeRoutes, ...forwardingRoutes, ...formRoutes, ...choiceRoutes } as const;
export type Api = typeof api;
export { newKeySchema, passwordSchema } from './session';
