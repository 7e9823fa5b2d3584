import 'reflect-metadata';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign, webcrypto, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { BasicConstraintsExtension, KeyUsageFlags, KeyUsagesExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';

/** RSA key (PKCS 8, PEM) and certificate (PEM) by which answers and callbacks of OpenDSR are signed. */
export const openDsrKeyFile = 'opendsr.key';
export const openDsrCertificateFile = 'opendsr.crt';

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;
const modulusLength = 3072;
/** Years a certificate made here is good for: nobody renews it, and whoever trusts it fetched it from this house. */
const years = 10;

/** What signs for this house. */
export interface Signer {
  /** The name the certificate is made out to, and the one said beside each signature. */
  readonly domain: string;
  /** PEM. */
  readonly certificate: string;
  /** Base64, RSA-SHA256 with PKCS 1 v1.5 padding over the bytes as they are sent. */
  sign(body: Buffer): string;
}

/** Headers beside every answer and callback: by the name of this version of the standard and of the one before. */
export const signatureHeaders = (signer: Signer, body: Buffer): Readonly<Record<string, string>> => {
  const signature = signer.sign(body);
  return { 'X-OpenDSR-Processor-Domain': signer.domain, 'X-OpenDSR-Signature': signature, 'X-OpenGDPR-Processor-Domain': signer.domain, 'X-OpenGDPR-Signature': signature };
};

/** The name a house signs under: what somebody set, else that of its address; a number is no name. @param url address of the console */
export function processorDomain(set: string | null, url: string): string {
  const { hostname } = new URL(url);
  return set ?? (isIP(hostname.replace(/^\[(.*)\]$/, '$1')) === 0 ? hostname : 'localhost');
}

const namesOf = (certificate: X509Certificate): readonly string[] => [...(certificate.subjectAltName ?? '').matchAll(/DNS:([^,\s]+)/g)].map(([, name]) => name ?? '');

/**
 * Makes key and self-signed certificate where they are missing, and the certificate anew where one that was made here is made out to
 * another name or has ended. What somebody had issued by an authority is never touched.
 * @param now time of making
 */
export async function ensureOpenDsrKey(folder: string, domain: string, now: Date): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const [keyPath, certificatePath] = [join(folder, openDsrKeyFile), join(folder, openDsrCertificateFile)];
  if (!existsSync(keyPath)) {
    // A certificate without its key signs nothing.
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength });
    writeFileSync(keyPath, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  }
  if (existsSync(certificatePath)) {
    const held = new X509Certificate(readFileSync(certificatePath));
    const own = held.subject === held.issuer;
    if (!own || (namesOf(held).includes(domain) && new Date(held.validTo) > now && held.checkPrivateKey(createPrivateKey(readFileSync(keyPath))))) return;
  }
  writeFileSync(certificatePath, await selfSigned(createPrivateKey(readFileSync(keyPath)), domain, now), { mode: 0o644 });
}

/** A certificate for one name, PEM (X.509 v3, RFC 5280). */
async function selfSigned(key: KeyObject, domain: string, now: Date): Promise<string> {
  const privateKey = await webcrypto.subtle.importKey('pkcs8', key.export({ type: 'pkcs8', format: 'der' }), algorithm, false, ['sign']);
  const publicKey = await webcrypto.subtle.importKey('spki', createPublicKey(key).export({ type: 'spki', format: 'der' }), algorithm, true, ['verify']);
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
  const made = await X509CertificateGenerator.createSelfSigned({
    // Positive and never the same twice (RFC 5280, 4.1.2.2).
    serialNumber: `01${randomBytes(15).toString('hex')}`, name: `CN=${domain}`, notBefore: now, notAfter, signingAlgorithm: algorithm, keys: { privateKey, publicKey },
    extensions: [new BasicConstraintsExtension(false, undefined, true), new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true), new SubjectAlternativeNameExtension([{ type: 'dns', value: domain }])],
  });
  return `${made.toString('pem')}\n`;
}

/**
 * What signs, or null where key or certificate is missing.
 * @throws Error in one line for files that cannot be read, name nobody or do not belong together, never what they hold
 */
export function loadOpenDsrSigner(folder: string): Signer | null {
  const [keyPath, certificatePath] = [join(folder, openDsrKeyFile), join(folder, openDsrCertificateFile)];
  if (!existsSync(keyPath) || !existsSync(certificatePath)) return null;
  const certificate = readFileSync(certificatePath, 'utf8');
  const { key, held } = parsed(keyPath, certificate);
  const [domain] = namesOf(held);
  if (domain === undefined) throw new Error(`The certificate ${certificatePath} is made out to no domain.`);
  if (key.asymmetricKeyType !== 'rsa' || !held.checkPrivateKey(key)) throw new Error(`The key ${keyPath} is no RSA key of the certificate beside it.`);
  return { domain, certificate, sign: (body) => sign('sha256', body, key).toString('base64') };
}

function parsed(keyPath: string, certificate: string): { readonly key: KeyObject; readonly held: X509Certificate } {
  try {
    return { key: createPrivateKey(readFileSync(keyPath)), held: new X509Certificate(certificate) };
  } catch (error) {
    throw new Error(`The key ${keyPath} or the certificate beside it cannot be read.`, { cause: error });
  }
}
