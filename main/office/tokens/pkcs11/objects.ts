import { createHash, type X509Certificate } from 'node:crypto';
import type { Handle, PKCS11, Template } from 'pkcs11js';
import { findCertificate } from '../keys.ts';
import type { CertificateSeen } from './protocol.ts';

/** Numbers of `pkcs11t.h`, v2.40: the package's own come only with its compiled part. */
const CKA = {
  class: 0x00,
  label: 0x03,
  value: 0x11,
  certificateType: 0x80,
  id: 0x102,
  sign: 0x108,
  modulus: 0x120,
  ecPoint: 0x181,
  alwaysAuthenticate: 0x202,
} as const;
const CKO = { certificate: 1, publicKey: 2, privateKey: 3 } as const;
const X509 = 0;
/** More objects than any token has; a module that never ends its list must not hold everybody up. */
const MOST_OBJECTS = 200;

export type PrivateKey = { handle: Handle; alwaysAuthenticate: boolean };

/** Certificates that can be read in this session, each with the private key that belongs to it, as far as one is seen. */
export type Found = {
  certificate: CertificateSeen;
  x509: X509Certificate | undefined;
  key: PrivateKey | undefined;
};

/**
 * Reads what a session may see. Before the PIN private keys are hidden: `loggedIn` false takes every certificate that
 * is no authority's for one with a key. Afterwards the key is found by CKA_ID, then by the public key itself.
 */
export function readObjects(pkcs11: PKCS11, session: Handle, loggedIn: boolean): Found[] {
  const find = (objectClass: number, more: Template = []) => {
    pkcs11.C_FindObjectsInit(session, [{ type: CKA.class, value: objectClass }, ...more]);
    try {
      const handles: Handle[] = [];
      while (handles.length < MOST_OBJECTS) {
        const handle = pkcs11.C_FindObjects(session);
        if (handle === null) break;
        handles.push(handle);
      }
      return handles;
    } finally {
      pkcs11.C_FindObjectsFinal(session);
    }
  };
  const read = (handle: Handle, type: number): Buffer => {
    try {
      const [attribute] = pkcs11.C_GetAttributeValue(session, handle, [{ type }]);
      return Buffer.isBuffer(attribute?.value) ? attribute.value : Buffer.alloc(0);
    } catch {
      // Modules differ in what they let be asked of what; what they don't tell is not known.
      return Buffer.alloc(0);
    }
  };

  const certificates = find(CKO.certificate, [{ type: CKA.certificateType, value: X509 }]).map((handle) => ({
    id: read(handle, CKA.id),
    der: Uint8Array.from(read(handle, CKA.value)),
  }));
  const privateKeys = loggedIn
    ? find(CKO.privateKey).map((handle) => ({
        handle,
        id: read(handle, CKA.id),
        modulus: read(handle, CKA.modulus),
      }))
    : [];
  const publicKeys = loggedIn
    ? find(CKO.publicKey).map((handle) => ({ id: read(handle, CKA.id), point: read(handle, CKA.ecPoint) }))
    : [];

  function findKey(id: Buffer, x509: X509Certificate | undefined): PrivateKey | undefined {
    const jwk = x509?.publicKey.export({ format: 'jwk' });
    const modulus = jwk?.n === undefined ? undefined : Buffer.from(jwk.n, 'base64url');
    const byId = privateKeys.find(
      (key) =>
        id.length > 0 &&
        key.id.equals(id) &&
        // Two keys may carry one id by mistake; where the module tells the modulus, it decides.
        (modulus === undefined || key.modulus.length === 0 || withoutZeros(key.modulus).equals(modulus)),
    );
    const found = byId ?? privateKeys.find((key) => isKeyOf(key, jwk, modulus));
    if (found === undefined) return undefined;
    return { handle: found.handle, alwaysAuthenticate: read(found.handle, CKA.alwaysAuthenticate)[0] === 1 };
  }

  function isKeyOf(
    key: { id: Buffer; modulus: Buffer },
    jwk: { x?: string; y?: string } | undefined,
    modulus: Buffer | undefined,
  ): boolean {
    if (modulus !== undefined) return key.modulus.length > 0 && withoutZeros(key.modulus).equals(modulus);
    if (jwk?.x === undefined || jwk.y === undefined) return false;
    // A private EC key tells no point; the public one beside it, of the same id, does.
    const point = Buffer.concat([Buffer.from(jwk.x, 'base64url'), Buffer.from(jwk.y, 'base64url')]);
    return publicKeys.some(
      (one) => one.id.length > 0 && one.id.equals(key.id) && one.point.subarray(-point.length).equals(point),
    );
  }

  const seen = new Set<string>();
  return certificates
    .filter(({ der }) => der.length > 0)
    .map(({ id, der }) => {
      const x509 = findCertificate(der);
      const key = findKey(id, x509);
      const named = nameOf(id, der, seen);
      return {
        certificate: { id: named, der, hasKey: loggedIn ? key !== undefined : x509?.ca !== true },
        x509,
        key,
      };
    });
}

/** The CKA_ID, made unique where it is missing or shared (a renewed certificate beside the old one). */
function nameOf(id: Buffer, der: Uint8Array, seen: Set<string>): string {
  const plain = id.toString('hex');
  const fingerprint = createHash('sha256').update(der).digest('hex').slice(0, 16);
  const name = plain === '' || seen.has(plain) ? `${plain}-${fingerprint}` : plain;
  seen.add(name);
  return name;
}

function withoutZeros(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length && bytes[start] === 0) start += 1;
  return bytes.subarray(start);
}
