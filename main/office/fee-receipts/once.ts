import { canonicalJson } from '#shared/journal/index.ts';
import { sha256 } from '../journal/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { findReceipt, findRequest, type ReceiptRow } from './receipts-table.ts';
import { FeeReceiptRefused } from './refused.ts';

export type Request = { id: string; digest: string };

/** A request with the digest of what it asks for, which tells a repeat from a mistake. */
export function requestOf(asked: { requestId: string }): Request {
  const { requestId: id, ...content } = asked;
  return { id, digest: sha256(canonicalJson(content)) };
}

/**
 * The receipt that a request was about, where it was carried out before; undefined for a new one. Throws
 * FeeReceiptRefused where it asked for something else then.
 */
export function findCarriedOut(db: ReadableDb, request: Request): ReceiptRow | undefined {
  const [earlier] = findRequest(db, request.id);
  if (earlier === undefined) return undefined;
  // Of what was erased nobody knows any more what was asked; it is not carried out anew.
  if (earlier.digest !== '' && earlier.digest !== request.digest)
    throw new FeeReceiptRefused('request-reused');
  const receipt = findReceipt(db, earlier.receiptId);
  if (receipt === undefined) throw new Error('a request without its receipt');
  return receipt;
}

/** The receipt, as it stands. Throws FeeReceiptRefused where there is none. */
export function getReceipt(db: ReadableDb, id: string): ReceiptRow {
  const receipt = findReceipt(db, id);
  if (receipt === undefined) throw new FeeReceiptRefused('not-found');
  return receipt;
}
