import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertResidency, isLei, type StorageLocation, storesOf } from './storage-locations';

const here: StorageLocation = { store: 'database', provider: 'Exemple SAS', identifier: 'siren:000000018', country: 'FR' };
const france: readonly StorageLocation[] = [here, { ...here, store: 'data-folder' }, { ...here, store: 'queue' }, { ...here, store: 'backup', name: 'nightly' }];

describe('where the stores stand', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'oubli-storage-'));
    file = join(folder, 'storage.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const start = (content: unknown, allowed: readonly string[] = [], redisUrl: string | null = 'redis://x') => {
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return () => assertResidency({ file, allowed }, storesOf(redisUrl));
  };

  it('is France for every store and backup', () => expect(start(france)()).toEqual(france));

  it('may be another country that somebody allowed by name, and no further one', () => {
    const abroad = [...france, { ...here, store: 'backup', name: 'second', country: 'BE' }];
    expect(start(abroad, ['BE'])).not.toThrow();
    expect(start(abroad, ['DE'])).toThrow('The privacy policy promises hosting in France, and the backup "second" stands in Belgium: move it, or allow that country with OUBLI_ALLOWED_COUNTRIES=DE,BE');
    expect(start(abroad)).toThrow(/Oubli does not start\.$/);
  });

  it('counts an overseas code as another country, to be allowed by name', () => expect(start([{ ...here, country: 'RE' }, ...france])).toThrow('stands in Réunion'));

  it('needs no queue where there is none', () => {
    const without = france.filter((l) => l.store !== 'queue');
    expect(start(without, [], null)).not.toThrow();
    expect(start(without)).toThrow('nobody entered where the queue stands');
  });

  it.each(['database', 'data-folder'])('must be said of the %s', (store) => expect(start(france.filter((l) => l.store !== store))).toThrow(`nobody entered where the ${store} stands`));

  it('must be said at all', () => expect(() => assertResidency({ file, allowed: [] }, storesOf(null))).toThrow(/^Where the data stand is not written down: .*storage\.json .*Oubli does not start\.$/));

  it.each<readonly [unknown, string]>([
    ['{', 'is not JSON'], [{}, 'Invalid input'], [null, 'Invalid input'], [[null], 'entry 0'], [[{ ...here, country: 'France' }], 'entry 0.country is not a country code'],
    [[{ ...here, country: 'ZZ' }], 'entry 0.country'], [[{ ...here, country: 'EU' }], 'entry 0.country'], [[{ ...here, country: 'fr' }], 'entry 0.country'],
    [[{ ...here, identifier: 'siren:000000019' }], 'entry 0.identifier has a wrong check digit'], [[{ ...here, identifier: '000000018' }], 'entry 0.identifier is neither siren: nor lei:'],
    [[{ ...here, identifier: 'lei:506700GE1G29325QX364' }], 'entry 0.identifier is not an LEI'], [[{ ...here, store: 'disk' }], 'entry 0.store'],
    [[{ ...here, provider: ' ' }], 'entry 0.provider'], [[{ ...here, note: 'x' }], 'entry 0'],
  ])('is refused as %j', (content, because) => {
    expect(start(content)).toThrow(because);
    expect(start(content)).toThrow(/Oubli does not start\.$/);
  });

  it('knows a Legal Entity Identifier by its check digits', () => expect([isLei('506700GE1G29325QX363'), isLei('506700GE1G29325QX364'), isLei('506700ge1g29325qx363')]).toEqual([true, false, false]));
});
