import type { RelativeDistinguishedNames } from 'pkijs';
import type { CertificateName } from '#shared/contract/index.ts';

const SHORT_NAMES: Record<string, string> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

const TAX_CODE = /^(?:MST[:\s-]*|VATVN-)(\d{10}(?:-?\d{3})?)$/i;
const PERSONAL_NUMBER = /^(?:CCCD|CC|CMND|CMT|HC|PNOVN|IDCVN|PASVN)[:\s-]+([A-Z0-9]{6,15})$/i;

/** A name of a certificate as plain data; Vietnamese issuers put `MST:…` and `CCCD:…` into UID or serialNumber. */
export function readName(name: RelativeDistinguishedNames): CertificateName {
  const parts = name.typesAndValues.map(({ type, value }) => ({
    key: SHORT_NAMES[type] ?? type,
    text: textOf(value),
  }));
  const all = (key: string) => parts.filter((part) => part.key === key).map((part) => part.text);
  const ids = [...all('UID'), ...all('serialNumber'), ...all('organizationIdentifier')];
  const firstMatch = (pattern: RegExp) =>
    ids.map((id) => pattern.exec(id.trim())?.[1]).find((found) => found !== undefined) ?? '';
  return {
    commonName: all('CN').at(-1) ?? '',
    organisation: all('O').join(', '),
    unit: all('OU').join(', '),
    title: all('title').join(', '),
    locality: all('L').join(', '),
    province: all('ST').join(', '),
    country: all('C')[0] ?? '',
    email: all('emailAddress')[0] ?? '',
    taxCode: firstMatch(TAX_CODE),
    personalNumber: firstMatch(PERSONAL_NUMBER),
    ids,
    text: parts.map(({ key, text }) => `${key}=${text}`).join(', '),
  };
}

/** For people: the common name, else the organisation, else everything. */
export function ownerOf(name: CertificateName): string {
  return [name.commonName, name.organisation, name.text].find((text) => text !== '') ?? '';
}

// Whatever kind of text the issuer chose; control characters would let a name write over what stands beside it.
function textOf(value: { valueBlock?: { value?: unknown } }): string {
  const text = value.valueBlock?.value;
  if (typeof text !== 'string') return '';
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ').normalize('NFC');
}
