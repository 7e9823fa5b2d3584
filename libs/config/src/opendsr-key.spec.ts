import { createVerify, X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureOpenDsrKey, loadOpenDsrSigner, openDsrCertificateFile, openDsrKeyFile, processorDomain } from './opendsr-key';

describe('key and certificate of OpenDSR', () => {
  let folder: string;
  const now = new Date('2026-03-01T12:00:00Z');
  const certificate = (): X509Certificate => new X509Certificate(readFileSync(join(folder, openDsrCertificateFile)));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'oubli-opendsr-'));
    await ensureOpenDsrKey(folder, 'oubli.example', now);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are made out to the domain, signed by themselves, good for ten years, and readable by their owner only', () => {
    const made = certificate();
    expect(made.subjectAltName).toBe('DNS:oubli.example');
    expect(made.checkHost('oubli.example')).toBe('oubli.example');
    expect(made.verify(made.publicKey)).toBe(true);
    expect([new Date(made.validFrom).toISOString(), new Date(made.validTo).toISOString(), made.ca]).toEqual(['2026-03-01T12:00:00.000Z', '2036-03-01T12:00:00.000Z', false]);
    expect(statSync(join(folder, openDsrKeyFile)).mode & 0o777).toBe(0o600);
  });

  it('sign what the certificate verifies, and nothing that was changed on the way', () => {
    const signer = loadOpenDsrSigner(folder);
    const body = Buffer.from('{"a":"é"}');
    const signature = signer?.sign(body) ?? '';
    const verifies = (text: Buffer): boolean => createVerify('RSA-SHA256').update(text).verify(certificate().publicKey, signature, 'base64');
    expect([signer?.domain, verifies(body), verifies(Buffer.from('{"a":"e"}'))]).toEqual(['oubli.example', true, false]);
  });

  it('stay as they are, but for a name that was changed and a certificate that has ended', async () => {
    const held = certificate().serialNumber;
    await ensureOpenDsrKey(folder, 'oubli.example', now);
    expect(certificate().serialNumber).toBe(held);
    const publicKey = certificate().publicKey.export({ type: 'spki', format: 'pem' });
    await ensureOpenDsrKey(folder, 'other.example', now);
    expect([certificate().subjectAltName, certificate().publicKey.export({ type: 'spki', format: 'pem' })]).toEqual(['DNS:other.example', publicKey]);
    await ensureOpenDsrKey(folder, 'other.example', new Date('2036-03-01T12:00:01Z'));
    expect(new Date(certificate().validTo).getUTCFullYear()).toBe(2046);
  });

  it('are missed where one is missing, and refused where they do not belong together', async () => {
    const other = mkdtempSync(join(tmpdir(), 'oubli-opendsr-'));
    expect(loadOpenDsrSigner(other)).toBeNull();
    await ensureOpenDsrKey(other, 'oubli.example', now);
    writeFileSync(join(other, openDsrKeyFile), readFileSync(join(folder, openDsrKeyFile)));
    expect(() => loadOpenDsrSigner(other)).toThrow(/no RSA key of the certificate/);
    writeFileSync(join(other, openDsrKeyFile), 'hunter2');
    expect(() => loadOpenDsrSigner(other)).toThrow(/cannot be read/);
    expect(existsSync(join(other, openDsrCertificateFile))).toBe(true);
    rmSync(other, { recursive: true, force: true });
  });

  it.each([[null, 'https://oubli.example/', 'oubli.example'], [null, 'http://127.0.0.1:3000', 'localhost'], [null, 'http://[::1]:3000', 'localhost'], ['rights.example', 'https://oubli.example', 'rights.example']])('name the domain: set %s, address %s', (set, url, domain) => {
    expect(processorDomain(set, url)).toBe(domain);
  });
});
