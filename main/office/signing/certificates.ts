import {
  type CertificateView,
  type RootCertificate,
  type SigningCertificate,
  TRAINING_MARK,
} from '#shared/contract/index.ts';
import { type Certificate, certificatesInFile, checkChain, findCertificate } from '../certificates/index.ts';

/** The longest name that is kept; a certificate may claim anything. */
const LONGEST_NAME = 300;

/** A certificate as this room needs it. */
export type SignerFacts = {
  certificate: SigningCertificate;
  training: boolean;
  /** In Vietnamese: why it can't sign now; null where it can. */
  unfit: string | null;
};

/** What the certificate of a signer says; undefined where it can't be read. `now`: milliseconds since 1970. */
export function findSignerFacts(der: Uint8Array, now: number): SignerFacts | undefined {
  const found = findCertificate(der);
  if (found === undefined) return undefined;
  return {
    certificate: signingCertificateOf(found.view),
    training: found.view.subject.text.normalize('NFC').includes(TRAINING_MARK),
    unfit: unfitOf(found, now),
  };
}

/** The issuers of a certificate, DER, nearest first, as far as they are known here; the root left out. */
export function issuersOf(
  certificate: Uint8Array,
  known: { others: readonly Uint8Array[]; roots: readonly Uint8Array[] },
  at: number,
): Uint8Array[] {
  const { path } = checkChain({ certificate, ...known, at, use: 'signing' });
  return path
    .slice(1)
    .filter(({ view }) => !view.selfIssued)
    .map(({ der }) => der);
}

function signingCertificateOf(view: CertificateView): SigningCertificate {
  return {
    fingerprint: view.fingerprint,
    owner: short(view.owner),
    organisation: short(view.subject.organisation),
    issuer: short(nameOf(view.issuer)),
    serial: view.serialNumber.slice(0, 100),
    validFrom: view.validFrom,
    validTo: view.validTo,
  };
}

function unfitOf({ validFrom, validTo, view }: Certificate, now: number): string | null {
  const day = (text: string) => text.slice(0, 10).split('-').reverse().join('/');
  if (now > validTo)
    return `Chứng thư số của ${view.owner} đã hết hạn ngày ${day(view.validTo)}. Hãy gia hạn hoặc chọn chứng thư khác.`;
  if (now < validFrom)
    return `Chứng thư số của ${view.owner} chưa có hiệu lực (từ ngày ${day(view.validFrom)}). Hãy kiểm tra ngày giờ của máy.`;
  if (view.key !== 'rsa-2048' && view.key !== 'rsa-3072' && view.key !== 'p-256')
    return `Khóa ${view.keyText} của chứng thư này chưa dùng được. Hãy chọn chứng thư RSA 2048, RSA 3072 hoặc P-256.`;
  if (
    view.usages !== null &&
    !view.usages.includes('digital-signature') &&
    !view.usages.includes('non-repudiation')
  )
    return `Chứng thư số của ${view.owner} không dùng để ký. Hãy chọn chứng thư khác trên USB ký số.`;
  return null;
}

/** The first certificate in a PEM, DER or P7B file, for trusting it; undefined where there is none. */
export function findRootInFile(file: Uint8Array): { der: Uint8Array; root: RootCertificate } | undefined {
  const [der] = certificatesInFile(file);
  const root = der === undefined ? undefined : findRoot(der);
  return der === undefined || root === undefined ? undefined : { der, root };
}

/** What a certificate says that trust begins from. */
export function findRoot(der: Uint8Array): RootCertificate | undefined {
  const found = findCertificate(der);
  if (found === undefined) return undefined;
  return {
    ...signingCertificateOf(found.view),
    selfSigned: found.view.selfIssued,
    authority: found.view.authority,
  };
}

function nameOf(name: CertificateView['issuer']): string {
  return name.commonName || name.organisation || name.text;
}

function short(text: string): string {
  return text.slice(0, LONGEST_NAME).toWellFormed();
}
