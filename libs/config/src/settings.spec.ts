import { parseSettings } from './settings';

describe('settings', () => {
  it('have defaults for everything', () => {
    expect(parseSettings({}, '/srv/oubli')).toEqual({
      port: 3000, host: '127.0.0.1', dataFolder: '/srv/oubli/.oubli', keysFolder: '/srv/oubli/.oubli/keys', demo: true,
      storage: { file: '/srv/oubli/.oubli/storage.json', allowed: [] }, databaseUrl: null, redisUrl: null,
    });
  });

  it('count an empty variable as not set', () => expect(parseSettings({ REDIS_URL: '', OUBLI_PORT: '' }, '/')).toMatchObject({ redisUrl: null, port: 3000 }));

  it.each([
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
