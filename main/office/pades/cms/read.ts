import {
  type Asn1,
  Asn1Error,
  child,
  element,
  octetsOf,
  oid,
  oidText,
  readAsn1,
  sequence,
  TAG,
} from './der.ts';
import { OID } from './oids.ts';

/** One signer of a CMS signature, its parts as they stood. */
export type CmsSigner = {
  /** The signer's certificate by issuer and serial number, or by the id of its key. */
  issuer: Uint8Array | null;
  serial: Uint8Array | null;
  keyId: Uint8Array | null;
  digestAlgorithm: string;
  /** As signed: a DER SET; null: the content itself is signed. */
  signedAttributes: Uint8Array | null;
  /** Values by object identifier; each attribute once. */
  attributes: ReadonlyMap<string, Asn1>;
  unsigned: ReadonlyMap<string, Asn1>;
  algorithm: string;
  algorithmParameters: Asn1 | undefined;
  signature: Uint8Array;
};

export type Cms = {
  contentType: string;
  /** Null: detached. */
  content: Uint8Array | null;
  /** DER. */
  certificates: Uint8Array[];
  crls: Uint8Array[];
  signers: CmsSigner[];
  /** Length of the whole element: what stands behind it is filling. */
  length: number;
};

/** Reads a CMS signature (RFC 5652 §5). Throws Asn1Error. */
export function readCms(bytes: Uint8Array): Cms {
  const whole = readAsn1(bytes);
  const signedData = signedDataOf(whole);
  const contentInfo = child(signedData, 2, TAG.sequence);
  const content = contentInfo.children[1];
  const rest = signedData.children.slice(3);
  const certificates = rest.find((one) => one.tag === 0xa0);
  const crls = rest.find((one) => one.tag === 0xa1);
  const signers = rest.findLast((one) => one.tag === TAG.set);
  if (signers === undefined) throw new Asn1Error('no signers');
  return {
    contentType: oidText(child(contentInfo, 0, TAG.oid)),
    content: content === undefined ? null : octetsOf(child(content, 0)),
    certificates: (certificates?.children ?? [])
      .filter(({ tag }) => tag === TAG.sequence)
      .map(({ raw }) => raw),
    crls: (crls?.children ?? []).filter(({ tag }) => tag === TAG.sequence).map(({ raw }) => raw),
    signers: signers.children.map(readSigner),
    length: whole.raw.length,
  };
}

function signedDataOf(whole: Asn1): Asn1 {
  if (whole.tag !== TAG.sequence || oidText(child(whole, 0, TAG.oid)) !== OID.signedData)
    throw new Asn1Error('no signed data');
  return child(child(whole, 1, 0xa0), 0, TAG.sequence);
}

function readSigner(signer: Asn1): CmsSigner {
  const [, id, digest, ...others] = signer.children;
  if (id === undefined || digest === undefined) throw new Asn1Error('a signer that is cut short');
  const hasAttributes = others[0]?.tag === 0xa0;
  const attributes = hasAttributes ? others[0] : undefined;
  const [algorithm, signature, unsigned] = hasAttributes ? others.slice(1) : others;
  if (algorithm === undefined || signature === undefined) throw new Asn1Error('a signer that is cut short');
  const byName = id.tag === TAG.sequence;
  return {
    issuer: byName ? child(id, 0).raw : null,
    serial: byName ? child(id, 1, TAG.integer).raw : null,
    keyId: byName ? null : octetsOf(id),
    digestAlgorithm: oidText(child(digest, 0, TAG.oid)),
    // Signed as a SET although it stands there under a tag of its own (§5.4).
    signedAttributes: attributes === undefined ? null : new Uint8Array(element(TAG.set, attributes.content)),
    attributes: attributesOf(attributes),
    unsigned: attributesOf(unsigned),
    algorithm: oidText(child(algorithm, 0, TAG.oid)),
    algorithmParameters: algorithm.children[1],
    signature: octetsOf(signature),
  };
}

function attributesOf(list: Asn1 | undefined): Map<string, Asn1> {
  const found = new Map<string, Asn1>();
  for (const attribute of list?.children ?? []) {
    const id = oidText(child(attribute, 0, TAG.oid));
    if (found.has(id)) throw new Asn1Error(`attribute ${id} twice`);
    const value = child(attribute, 1, TAG.set).children[0];
    if (value !== undefined) found.set(id, value);
  }
  return found;
}

/**
 * The same signature with a timestamp among its unsigned attributes (RFC 3161 Appendix A), in place of an older one.
 * Every signed byte stays. Throws Asn1Error.
 */
export function withTimestamp(cms: Uint8Array, token: Uint8Array): Uint8Array {
  const signedData = signedDataOf(readAsn1(cms));
  const last = signedData.children.length - 1;
  const signer = child(child(signedData, last, TAG.set), 0, TAG.sequence);
  const unsigned = signer.children.at(-1)?.tag === 0xa1 ? signer.children.at(-1) : undefined;
  const kept = (unsigned?.children ?? []).filter((one) => oidText(child(one, 0)) !== OID.timeStampToken);
  const attribute = sequence(oid(OID.timeStampToken), element(TAG.set, token));
  const attributes = [...kept.map(({ raw }) => raw), attribute].sort(Buffer.compare);
  const parts = signer.children.filter((one) => one !== unsigned).map(({ raw }) => raw);
  const others = signedData.children.slice(0, last).map(({ raw }) => raw);
  const renewed = sequence(...parts, element(0xa1, ...attributes));
  return new Uint8Array(
    sequence(oid(OID.signedData), element(0xa0, sequence(...others, element(TAG.set, renewed)))),
  );
}
