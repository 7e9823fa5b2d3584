import { z } from 'zod';
import { route } from '../api/route';
import type { RequestKind, RequestOutcome, RequestState } from '../requests/words';

/** Where other systems hand requests of persons over (OpenDSR 2.0); beside `/api/v1`, because path, errors and signatures are that standard's. */
export const openDsrPrefix = '/opendsr';

export const openDsrVersions = ['1.0', '2.0'] as const;
export type OpenDsrVersion = (typeof openDsrVersions)[number];
export const openDsrRegulations = ['gdpr', 'ccpa'] as const;

export const openDsrStatuses = ['pending', 'in_progress', 'completed', 'cancelled'] as const;
export type OpenDsrStatus = (typeof openDsrStatuses)[number];

/** How a state of ours is called outside. Only what is pending may be cancelled from there. */
export const openDsrStates: Readonly<Record<RequestState, OpenDsrStatus>> = {
  'received': 'pending', 'identity-asked': 'pending', 'open': 'in_progress', 'decided': 'in_progress', 'carrying-out': 'in_progress',
  'answered': 'completed', 'forwarded': 'completed', 'withdrawn': 'cancelled', 'closed': 'completed',
};

/** A closed file keeps what it was closed as: what was taken back stays cancelled. */
export const openDsrStatusOf = (state: RequestState, outcome: RequestOutcome | null): OpenDsrStatus => (outcome === 'withdrawn' ? 'cancelled' : openDsrStates[state]);

/** The rights OpenDSR knows; every other is asked for over `/api/v1`. */
export const openDsrKinds = ['access', 'portability', 'erasure'] as const satisfies readonly RequestKind[];

export const openDsrFormats = ['raw', 'sha1', 'md5', 'sha256'] as const;
export type OpenDsrFormat = (typeof openDsrFormats)[number];

/** By what somebody can be found here: a mailbox, in the clear or hashed in small letters, a telephone, and the id of the asking system itself. */
export const openDsrIdentities = [
  ...openDsrFormats.map((identity_format) => ({ identity_type: 'email', identity_format }) as const),
  { identity_type: 'phone', identity_format: 'raw' },
  { identity_type: 'controller_customer_id', identity_format: 'raw' },
] as const;

const hexLengths = { sha1: 40, md5: 32, sha256: 64 } as const;
const hashed = (format: keyof typeof hexLengths) =>
  z.object({ identity_type: z.literal('email'), identity_format: z.literal(format), identity_value: z.string().regex(new RegExp(`^[0-9a-fA-F]{${hexLengths[format]}}$`), { message: `is no ${format} in hex` }) });
const raw = <T extends string>(type: T, value: z.ZodType<string>) => z.object({ identity_type: z.literal(type), identity_format: z.literal('raw'), identity_value: value });

const identity = z.union([
  raw('email', z.email({ message: 'is no e-mail address' }).max(254)),
  hashed('sha1'), hashed('md5'), hashed('sha256'),
  raw('phone', z.string().max(40).regex(/^\+?[0-9][0-9 ().-]{5,}$/, { message: 'is no telephone number' })),
  raw('controller_customer_id', z.string().min(1).max(200)),
], { message: 'is no identity that discovery names' });
export type OpenDsrIdentity = z.infer<typeof identity>;

const requestId = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, { message: 'is no UUID of version 4 in small letters' });

/** What is not named here is left where it came from, extensions of other processors first of all. */
const asked = z.object({
  regulation: z.enum(openDsrRegulations),
  subject_request_id: requestId,
  subject_request_type: z.enum(openDsrKinds),
  submitted_time: z.iso.datetime({ offset: true, message: 'is no date and time by RFC 3339' }),
  subject_identities: z.array(identity).min(1, { message: 'is empty' }).max(20, { message: 'has more than 20 identities' }),
  api_version: z.string().max(10).optional(),
  status_callback_urls: z.array(z.string().max(2000)).max(10, { message: 'has more than 10 addresses' }).nullish(),
  extensions: z.record(z.string(), z.record(z.string(), z.unknown())).nullish(),
});
/** Version 1 knew one regulation and did not name it. */
const askedBefore = asked.extend({ regulation: z.enum(openDsrRegulations).default('gdpr') });
export type OpenDsrAsked = z.infer<typeof asked>;

/** Names of properties that an error may point at; every other may be what somebody typed. */
export const openDsrProperties: ReadonlySet<string> = new Set([...Object.keys(asked.shape), 'identity_type', 'identity_value', 'identity_format', 'params', 'id']);

const received = z.object({ controller_id: z.string(), expected_completion_time: z.string(), received_time: z.string(), encoded_request: z.string(), subject_request_id: z.string() });
const status = z.object({ controller_id: z.string(), expected_completion_time: z.string(), subject_request_id: z.string(), request_status: z.enum(openDsrStatuses), api_version: z.string(), results_url: z.string().optional(), results_count: z.number().int().optional() });
export type OpenDsrStatusBody = z.infer<typeof status>;
const cancelled = z.object({ controller_id: z.string(), subject_request_id: z.string(), received_time: z.string(), api_version: z.string() });
const discovery = z.object({
  api_version: z.string(), supported_identities: z.array(z.object({ identity_type: z.string(), identity_format: z.string() })), supported_subject_request_types: z.array(z.string()), processor_certificate: z.string(),
});
const params = z.object({ id: requestId });

/** Every address below `/opendsr`, as routes of the one door; not in /openapi.json, because the standard describes them. */
export const openDsrRoutes = {
  discover: route({ method: 'GET', path: '/v2/discovery', summary: 'What is supported, and where the certificate lies.', right: 'public', response: discovery }),
  readCertificate: route({ method: 'GET', path: '/certificate.pem', summary: 'The certificate that answers and callbacks are signed for.', right: 'public', response: z.string() }),
  create: route({ method: 'POST', path: '/v2/requests', summary: 'Hands a request of a person over.', right: 'requests:write', status: 201, body: asked, response: received }),
  read: route({ method: 'GET', path: '/v2/requests/{id}', summary: 'How a request stands.', right: 'requests:read', params, response: status }),
  cancel: route({ method: 'DELETE', path: '/v2/requests/{id}', summary: 'Takes a request back while it is pending.', right: 'requests:write', status: 202, params, response: cancelled }),
  readResults: route({ method: 'GET', path: '/v2/requests/{id}/results', summary: 'The package that answers a request, for the system that vouched for who asks.', right: 'requests:read', params, kind: 'zip', response: z.string() }),
  discoverBefore: route({ method: 'GET', path: '/v1/discovery', summary: 'The same by the name of version 1.', right: 'public', response: discovery }),
  createBefore: route({ method: 'POST', path: '/v1/opengdpr_requests', summary: 'The same by the name of version 1.', right: 'requests:write', status: 201, body: askedBefore, response: received }),
  readBefore: route({ method: 'GET', path: '/v1/opengdpr_requests/{id}', summary: 'The same by the name of version 1.', right: 'requests:read', params, response: status }),
  cancelBefore: route({ method: 'DELETE', path: '/v1/opengdpr_requests/{id}', summary: 'The same by the name of version 1.', right: 'requests:write', status: 202, params, response: cancelled }),
  createAlias: route({ method: 'POST', path: '/v2/opengdpr_requests', summary: 'Version 2 by the name of version 1.', right: 'requests:write', status: 201, body: askedBefore, response: received }),
  readAlias: route({ method: 'GET', path: '/v2/opengdpr_requests/{id}', summary: 'Version 2 by the name of version 1.', right: 'requests:read', params, response: status }),
  cancelAlias: route({ method: 'DELETE', path: '/v2/opengdpr_requests/{id}', summary: 'Version 2 by the name of version 1.', right: 'requests:write', status: 202, params, response: cancelled }),
} as const;
