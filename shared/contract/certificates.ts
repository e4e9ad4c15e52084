import { z } from 'zod';
import { CHAIN_PROBLEMS } from '../signing/index.ts';

/** Keys that this program signs with and checks; `other` is shown by name only. */
export const CertificateKey = z.enum(['rsa-2048', 'rsa-3072', 'rsa-4096', 'p-256', 'p-384', 'other']);
export type CertificateKey = z.infer<typeof CertificateKey>;

/** What a key may be used for (RFC 5280 §4.2.1.3), in the order of its bits. */
export const CertificateUsage = z.enum([
  'digital-signature',
  'non-repudiation',
  'key-encipherment',
  'data-encipherment',
  'key-agreement',
  'certificate-signing',
  'crl-signing',
  'encipher-only',
  'decipher-only',
]);
export type CertificateUsage = z.infer<typeof CertificateUsage>;

/** Owner or issuer as the certificate names it. Empty where it says nothing. */
export const CertificateName = z.object({
  commonName: z.string(),
  organisation: z.string(),
  unit: z.string(),
  title: z.string(),
  locality: z.string(),
  province: z.string(),
  /** Two letters. */
  country: z.string(),
  email: z.string(),
  /** Mã số thuế, from `MST:…` in UID or serialNumber, or `VATVN-…`; empty where none. */
  taxCode: z.string(),
  /** Căn cước, chứng minh, hộ chiếu, from `CCCD:…`, `CMND:…`, `HC:…`; empty where none. */
  personalNumber: z.string(),
  /** UID and serialNumber verbatim. */
  ids: z.array(z.string()),
  /** The whole name in the order of the certificate, `CN=…, O=…`. */
  text: z.string(),
});
export type CertificateName = z.infer<typeof CertificateName>;

/** A certificate (X.509) as plain data. */
export const CertificateView = z.object({
  /** SHA-256 of the certificate, lower-case hex: names it everywhere. */
  fingerprint: z.string(),
  /** Lower-case hex. */
  serialNumber: z.string(),
  subject: CertificateName,
  issuer: CertificateName,
  /** Who it is, for people: the common name, else the organisation, else the whole name. */
  owner: z.string(),
  /** Office timestamps. */
  validFrom: z.string(),
  validTo: z.string(),
  key: CertificateKey,
  /** `RSA 2048 bit`, `ECDSA P-256`. */
  keyText: z.string(),
  /** Null: the certificate does not restrict it. */
  usages: z.array(CertificateUsage).nullable(),
  /** Object identifiers; empty where it does not restrict them. */
  extendedUsages: z.array(z.string()),
  /** Object identifiers. */
  policies: z.array(z.string()),
  /** Whether it may issue certificates. */
  authority: z.boolean(),
  selfIssued: z.boolean(),
  /** Addresses named in the certificate, http and https only. */
  ocspAddresses: z.array(z.string()),
  crlAddresses: z.array(z.string()),
  issuerAddresses: z.array(z.string()),
});
export type CertificateView = z.infer<typeof CertificateView>;

/** Why a certificate is not trusted. */
export const ChainProblem = z.enum(CHAIN_PROBLEMS);
export type ChainProblem = z.infer<typeof ChainProblem>;

/** Whether a certificate leads to a root that this office trusts, at a time. */
export const ChainView = z.object({
  trusted: z.boolean(),
  /** The gravest first; when trusted, at most that nobody could be asked about revocation. */
  problems: z.array(ChainProblem),
  /** In Vietnamese: by whom it is trusted, or why not and what to do. */
  detail: z.string(),
  /** From the certificate itself as far towards the root as was found. */
  path: z.array(z.object({ fingerprint: z.string(), owner: z.string(), validTo: z.string() })),
  /** Of the certificate and its issuers: `unknown` where nobody could be asked. */
  revocation: z.enum(['good', 'revoked', 'unknown', 'not-asked']),
});
export type ChainView = z.infer<typeof ChainView>;
