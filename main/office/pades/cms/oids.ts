/** Object identifiers of CMS (RFC 5652), ESS (RFC 5035) and time stamps (RFC 3161). */
export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  rsa: '1.2.840.113549.1.1.1',
  rsaPss: '1.2.840.113549.1.1.10',
  rsaSha256: '1.2.840.113549.1.1.11',
  ecdsaSha256: '1.2.840.10045.4.3.2',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const;

/** Hashes that are strong enough to be checked, as node calls them. SHA-1 and MD5 are not among them. */
export const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Signature algorithms that are checked: the kind of key, and the hash where the algorithm names it. */
export const ALGORITHMS: Readonly<Record<string, { key: 'rsa' | 'ec'; hash: string | null; pss: boolean }>> =
  {
    '1.2.840.113549.1.1.1': { key: 'rsa', hash: null, pss: false },
    '1.2.840.113549.1.1.10': { key: 'rsa', hash: null, pss: true },
    '1.2.840.113549.1.1.11': { key: 'rsa', hash: 'sha256', pss: false },
    '1.2.840.113549.1.1.12': { key: 'rsa', hash: 'sha384', pss: false },
    '1.2.840.113549.1.1.13': { key: 'rsa', hash: 'sha512', pss: false },
    '1.2.840.10045.4.3.2': { key: 'ec', hash: 'sha256', pss: false },
    '1.2.840.10045.4.3.3': { key: 'ec', hash: 'sha384', pss: false },
    '1.2.840.10045.4.3.4': { key: 'ec', hash: 'sha512', pss: false },
  };
