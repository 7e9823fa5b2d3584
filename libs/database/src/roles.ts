import { randomBytes } from 'node:crypto';
import type { Session } from './session';

export const roleKinds = ['app', 'engine', 'archive'] as const;
export type RoleKind = (typeof roleKinds)[number];
export type RolePasswords = Readonly<Record<RoleKind, string>>;

/** Names of the roles of an installation, which are cluster-wide and so carry its prefix. */
export const roleName = (prefix: string, kind: RoleKind): string => `${prefix}_${kind}`.slice(0, 63);

export const newPasswords = (): RolePasswords => ({ app: secret(), engine: secret(), archive: secret() });
const secret = (): string => randomBytes(24).toString('base64url');

/**
 * Creates the roles that are missing and gives each its password. Each is a login of its own: a role that one can
 * reach by SET ROLE is not a boundary.
 * @throws Error in one line naming the grant that the owner's login lacks
 */
export async function ensureRoles(owner: Session, prefix: string, passwords: RolePasswords): Promise<void> {
  for (const kind of roleKinds) {
    const name = roleName(prefix, kind);
    const [known] = await owner.query('select 1 from pg_roles where rolname = $1', [name]);
    const [statement] = await owner.query<{ text: string }>(
      `select format('%s role %I login nosuperuser nocreatedb nocreaterole noinherit noreplication password %L', $1::text, $2::text, $3::text) as text`,
      [known ? 'alter' : 'create', name, passwords[kind]],
    );
    try {
      await owner.query(statement?.text ?? '');
    } catch (error) {
      // A login that somebody else created is taken as it is: its password is theirs to set.
      if (isCode(error, '42501') && known) continue;
      if (isCode(error, '42501')) {
        const names = roleKinds.map((k) => roleName(prefix, k)).join(', ');
        throw new Error(`The owner's login may not create the role ${name}: grant it CREATEROLE, or have somebody create ${names} as logins with the passwords of secrets.json in the data folder.`, { cause: error });
      }
      // Two installations that start together: the other one has just created it.
      if (!isCode(error, '42710') && !isCode(error, '23505') && !isCode(error, 'XX000')) throw error;
    }
  }
}

export const isCode = (error: unknown, code: string): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === code;

/** The URL with which a role signs in to the same database as the owner. */
export function roleUrl(ownerUrl: string, prefix: string, kind: RoleKind, password: string): string {
  const url = new URL(ownerUrl);
  url.username = encodeURIComponent(roleName(prefix, kind));
  url.password = encodeURIComponent(password);
  return url.toString();
}
