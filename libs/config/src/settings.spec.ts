import { parseSettings } from './settings';

describe('settings', () => {
  it('have defaults for everything', () => {
    expect(parseSettings({}, '/srv/oubli')).toEqual({
      port: 3000, host: '127.0.0.1', url: 'http://127.0.0.1:3000', admin: null, alarmDays: [10, 3], addressYears: 3, confirmData: true, dataFolder: '/srv/oubli/.oubli', keysFolder: '/srv/oubli/.oubli/keys', demo: true,
      storage: { file: '/srv/oubli/.oubli/storage.json', allowed: [] }, outboundHosts: [], openDsrDomain: null, databaseUrl: null, redisUrl: null, mail: null,
    });
  });

  it('count an empty variable as not set', () => expect(parseSettings({ REDIS_URL: '', OUBLI_PORT: '' }, '/')).toMatchObject({ redisUrl: null, port: 3000 }));

  it.each<readonly [Record<string, string>, RegExp]>([
    ...['0', '-1', '65536', '3000.5', '3e9', 'NaN', 'Infinity', '0x', 'null', '{}', '[]', 'http', '3000 3001'].map((OUBLI_PORT): [Record<string, string>, RegExp] => [{ OUBLI_PORT }, /^OUBLI_PORT /]),
    ...['yes', 'no', '1', 'true', 'ON', 'null', '{}'].map((OUBLI_DEMO): [Record<string, string>, RegExp] => [{ OUBLI_DEMO }, /^OUBLI_DEMO must be on or off$/]),
    ...['localhost', '127.0.0', '999.0.0.1', 'null', '{}', '127.0.0.1:3000'].map((OUBLI_HOST): [Record<string, string>, RegExp] => [{ OUBLI_HOST }, /^OUBLI_HOST must be an IP address/]),
    ...['postgres', 'postgres//x', 'http://x', 'null', '{}', 'host=hunter2', 'postgres:'].map((DATABASE_URL): [Record<string, string>, RegExp] => [{ DATABASE_URL }, /^DATABASE_URL must be a URL beginning with/]),
    ...['localhost:6379', 'http://x', 'null', '{}', 'rediss'].map((REDIS_URL): [Record<string, string>, RegExp] => [{ REDIS_URL }, /^REDIS_URL must be a URL beginning with/]),
    ...['France', 'fr', 'FR;DE', 'FR,', ',FR', 'F R', '{}', 'null', '*'].map((OUBLI_ALLOWED_COUNTRIES): [Record<string, string>, RegExp] => [{ OUBLI_ALLOWED_COUNTRIES }, /^OUBLI_ALLOWED_COUNTRIES must be country codes/]),
    ...['example.org', 'ftp://example.org', 'null'].map((OUBLI_URL): [Record<string, string>, RegExp] => [{ OUBLI_URL }, /^OUBLI_URL must be a URL/]),
    ...['0', '-1', '10;3', '10,', ',3', '100', 'ten', 'null', '[]'].map((OUBLI_ALARM_DAYS): [Record<string, string>, RegExp] => [{ OUBLI_ALARM_DAYS }, /^OUBLI_ALARM_DAYS must be days/]),
    ...['https://oubli.example', 'Oubli.example', 'a_b', '-a', 'a..b', '*', '{}'].map((OUBLI_OPENDSR_DOMAIN): [Record<string, string>, RegExp] => [{ OUBLI_OPENDSR_DOMAIN }, /^OUBLI_OPENDSR_DOMAIN must be a domain/]),
    ...['http://relay', 'Relay', 'a b', 'relay,', '*', '{}'].map((OUBLI_OUTBOUND_HOSTS): [Record<string, string>, RegExp] => [{ OUBLI_OUTBOUND_HOSTS }, /^OUBLI_OUTBOUND_HOSTS must be hosts/]),
    [{ OUBLI_ADMIN_EMAIL: 'nobody', OUBLI_ADMIN_PASSWORD: 'hunter2-hunter2' }, /^OUBLI_ADMIN_EMAIL must be an e-mail address/],
    [{ OUBLI_ADMIN_EMAIL: 'a@example.org' }, /^OUBLI_ADMIN_EMAIL and OUBLI_ADMIN_PASSWORD are set together/],
    [{ OUBLI_ADMIN_EMAIL: 'a@example.org', OUBLI_ADMIN_PASSWORD: 'hunter2' }, /^OUBLI_ADMIN_PASSWORD must have 8/],
    [{ OUBLI_PORT: '70000' }, /OUBLI_PORT/],
    [{ OUBLI_PORT: 'abc' }, /OUBLI_PORT/],
    [{ OUBLI_ALLOWED_COUNTRIES: 'Germany' }, /OUBLI_ALLOWED_COUNTRIES must be country codes/],
    [{ OUBLI_HOST: 'everywhere' }, /OUBLI_HOST must be an IP address/],
    [{ DATABASE_URL_FILE: '/nowhere/secret' }, /^DATABASE_URL_FILE names a file that cannot be read/],
    [{ REDIS_URL_FILE: '/nowhere', REDIS_URL: 'redis://hunter2' }, /^REDIS_URL and REDIS_URL_FILE are both set/],
    [{ OUBLI_DEMO: 'maybe' }, /OUBLI_DEMO must be on or off/],
    [{ DATABASE_URL: 'mysql://root:hunter2@host/db' }, /DATABASE_URL must be a URL beginning with postgres:\/\/ or postgresql:\/\//],
    [{ REDIS_URL: 'hunter2' }, /REDIS_URL/],
  ])('name the variable and the rule, never the value: %j', (environment, message) => {
    const parse = (): unknown => parseSettings(environment, '/');
    expect(parse).toThrow(message);
    expect(parse).not.toThrow(/hunter2|70000/);
  });
});
