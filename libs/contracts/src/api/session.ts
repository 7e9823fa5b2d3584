import { purposes } from '@oubli/personal-data';
import { z } from 'zod';
import { roleNames, rights } from './rights';
import { idParams, instant, nothing, pageOf, route, uuid } from './route';

/** ASVS 5.0, 6.2: eight characters at least, long ones welcome, nothing else is asked of its form. */
export const passwordSchema = z.string().min(8, { message: 'has fewer than 8 characters' }).max(128, { message: 'has more than 128 characters' });
const email = z.string().trim().min(3).max(254);
const code = z.string().trim().min(6).max(40);
const languages = z.enum(['fr', 'en']);

export const sessionSchema = z.object({
  state: z.literal('signed-in'),
  user: z.object({ id: uuid, name: z.string(), email: z.string(), roles: z.array(z.enum(roleNames)), language: languages }),
  rights: z.array(z.enum(rights)),
  /** What she may state as a purpose. */
  purposes: z.array(z.enum(purposes)),
  csrfToken: z.string(),
  /** Until when nothing irreversible asks again who one is. */
  stepUpUntil: instant.nullable(),
  /** Whether a second factor is on. */
  totp: z.boolean(),
});
const signedIn = z.union([sessionSchema, z.object({ state: z.literal('totp-needed'), ticket: z.string() })]);

export const sessionRoutes = {
  readSession: route({ method: 'GET', path: '/session', summary: 'Who is signed in, and what she may do.', right: 'session', response: sessionSchema }),
  signIn: route({ method: 'POST', path: '/session', summary: 'Signs in with e-mail and password.', right: 'public', body: z.strictObject({ email, password: z.string().min(1).max(128) }), response: signedIn }),
  signInTotp: route({ method: 'POST', path: '/session/totp', summary: 'Second step: a code of the authenticator, or a recovery code.', right: 'public', body: z.strictObject({ ticket: z.string().min(20).max(200), code }), response: sessionSchema }),
  signOut: route({ method: 'DELETE', path: '/session', summary: 'Signs out.', right: 'session', status: 204, response: nothing }),
  stepUp: route({ method: 'POST', path: '/session/step-up', summary: 'Confirms who one is, for a few minutes.', right: 'session', body: z.strictObject({ password: z.string().min(1).max(128), code: code.optional() }), response: sessionSchema }),
  mySessions: route({ method: 'GET', path: '/session/all', summary: 'Every session of one’s own.', right: 'session', response: z.object({ results: z.array(z.object({ id: uuid, device: z.string(), startedAt: instant, seenAt: instant, expiresAt: instant, current: z.boolean() })) }) }),
  endMySession: route({ method: 'DELETE', path: '/session/all/{id}', summary: 'Ends one of one’s own sessions.', right: 'session', params: idParams, status: 204, response: nothing }),
  changePassword: route({ method: 'PUT', path: '/session/password', summary: 'Changes one’s password; every other session ends.', right: 'session', stepUp: true, body: z.strictObject({ password: passwordSchema }), status: 204, response: nothing }),
  setLanguage: route({ method: 'PUT', path: '/session/language', summary: 'The language one reads.', right: 'session', body: z.strictObject({ language: languages }), status: 204, response: nothing }),
  offerTotp: route({ method: 'POST', path: '/session/totp-secret', summary: 'A new secret for an authenticator; it counts once a code confirms it.', right: 'session', stepUp: true, response: z.object({ secret: z.string(), uri: z.string(), qr: z.string() }) }),
  confirmTotp: route({ method: 'PUT', path: '/session/totp-secret', summary: 'Turns the second factor on; answers recovery codes, shown once.', right: 'session', stepUp: true, body: z.strictObject({ code }), response: z.object({ recoveryCodes: z.array(z.string()) }) }),
  askReset: route({ method: 'POST', path: '/password-resets', summary: 'Mails a link for a new password to the address, if it has an account; the answer is the same for every address.', right: 'public', body: z.strictObject({ email }), status: 202, response: z.object({ sent: z.literal('if-known') }) }),
  useLink: route({ method: 'POST', path: '/password-links', summary: 'Sets a password with a link that is good once.', right: 'public', body: z.strictObject({ token: z.string().min(20).max(200), password: passwordSchema }), response: signedIn }),
};

const user = z.object({
  id: uuid, name: z.string(), email: z.string(), roles: z.array(z.enum(roleNames)), language: languages, totp: z.boolean(),
  lastActivityOn: z.string().nullable(), closedOn: z.string().nullable(), invited: z.boolean(),
});

export const userRoutes = {
  listUsers: route({ method: 'GET', path: '/users', summary: 'Accounts of the console.', right: 'users:read', response: z.object({ results: z.array(user) }) }),
  inviteUser: route({ method: 'POST', path: '/users', summary: 'Opens an account; answers the link that sets its first password.', right: 'users:write', stepUp: true, status: 201, body: z.strictObject({ name: z.string().trim().min(1).max(120), email, roles: z.array(z.enum(roleNames)).min(1), language: languages.default('fr') }), response: z.object({ user, link: z.string() }) }),
  changeUser: route({ method: 'PATCH', path: '/users/{id}', summary: 'Changes roles, or closes the account at once.', right: 'users:write', stepUp: true, params: idParams, body: z.strictObject({ roles: z.array(z.enum(roleNames)).min(1).optional(), closed: z.literal(true).optional() }), response: user }),
  resetUser: route({ method: 'POST', path: '/users/{id}/reset', summary: 'A link for somebody who lost her password.', right: 'users:write', stepUp: true, params: idParams, response: z.object({ link: z.string() }) }),
  listRoles: route({ method: 'GET', path: '/roles', summary: 'Roles: rights, purposes, and the fields that follow from them.', right: 'users:read', response: z.object({ results: z.array(z.object({ role: z.enum(roleNames), rights: z.array(z.string()), purposes: z.array(z.string()), fields: z.array(z.object({ recordType: z.string(), reads: z.array(z.string()) })) })) }) }),
};

const key = z.object({
  id: uuid, name: z.string(), prefix: z.string(), scopes: z.array(z.string()), source: z.string(), origin: z.string(), purposes: z.array(z.string()), basis: z.string(),
  createdAt: instant, expiresAt: instant.nullable(), lastUsedOn: z.string().nullable(), revokedAt: instant.nullable(),
});
export const newKeySchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.union([z.enum(rights), z.literal('*')])).min(1),
  source: z.string().trim().min(1).max(80),
  origin: z.enum(['person', 'import', 'third-party']).default('import'),
  purposes: z.array(z.string()).min(1),
  basis: z.enum(['consent', 'contract', 'legal-obligation', 'legitimate-interest']),
  expiresOn: z.iso.date().optional(),
});

export const keyRoutes = {
  listKeys: route({ method: 'GET', path: '/keys', summary: 'API keys, without their secrets.', right: 'keys:read', response: pageOf(key) }),
  createKey: route({ method: 'POST', path: '/keys', summary: 'Makes a key; it is shown once.', right: 'keys:write', stepUp: true, status: 201, body: newKeySchema, response: z.object({ key: z.string(), details: key }) }),
  revokeKey: route({ method: 'DELETE', path: '/keys/{id}', summary: 'Revokes a key at once.', right: 'keys:write', params: idParams, status: 204, response: nothing }),
};
