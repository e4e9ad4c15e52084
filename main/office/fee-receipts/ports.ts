import type { Clock, Ids } from '#shared/base/index.ts';
import type { OfficeProfile } from '#shared/contract/index.ts';
import type {
  Collector,
  FeeReceiptRules,
  ReceiptNumber,
  WaitingReceipt,
} from '#shared/fee-receipts/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Database } from '../storage/index.ts';

/** What fee receipts need from the rooms around. */
export type FeeReceiptPorts = {
  db: Database;
  journal: Journal;
  clock: Clock;
  ids: Ids;
  rules: FeeReceiptRules;
  office: () => { profile: OfficeProfile };
  /** Told after a commit: which dossiers' receipts changed; none where it is about files alone. */
  onChanged: (dossierIds: readonly string[]) => void;
};

/** What a provider says of one receipt that it was asked for. */
export type ProviderAnswer =
  | { readonly id: string; readonly number: ReceiptNumber }
  /** In words for a clerk; it goes on waiting. */
  | { readonly id: string; readonly problem: string };

/**
 * A provider's system, for a program that speaks with it: given what waits, it answers with the numbers that it gave.
 * `id` is the key under which it must number a receipt once, however often it is asked. Answers go to `takeAnswers`,
 * as those of files do. No provider's interface is public, so none is built in: files and typing are the ways.
 */
export type FeeReceiptProvider = {
  readonly name: string;
  /** Rejects where the provider cannot be reached: everything goes on waiting. */
  request(
    waiting: readonly WaitingReceipt[],
    collector: Collector,
    signal: AbortSignal,
  ): Promise<readonly ProviderAnswer[]>;
};
