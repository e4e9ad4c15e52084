import type { BatchState, SigningProblem, TokenProblem } from '#shared/contract/index.ts';
import type { BatchItem, BatchRecord, MadeFile } from './batches-table.ts';

/** What is wrong, as it is kept: a code, and the token's own where it was the token. */
export type Trouble = { problem: SigningProblem; tokenProblem: TokenProblem | null };

type State = Pick<BatchRecord, 'state' | 'problem' | 'tokenProblem'>;

/** What became of the file at hand. */
export type FileEnd =
  | { kind: 'signed'; made: MadeFile }
  /** This file can't be signed, others can. */
  | { kind: 'failed'; problem: SigningProblem }
  /** There is nothing to sign any more. */
  | { kind: 'skipped'; problem: SigningProblem }
  /** Nothing came out and the next would not either: the batch stops and goes on at this very file. */
  | { kind: 'stopped'; trouble: Trouble };

/** The file's turn: waiting → signing. Throws where it is another's. */
export function beginItem(item: BatchItem): BatchItem {
  if (item.state !== 'waiting') throw new Error(`a file that is ${item.state} has no turn`);
  return { ...item, state: 'signing', made: null, problem: null, tokenProblem: null };
}

/** The signature is made but not recorded yet. */
export function noteMade(item: BatchItem, made: MadeFile): BatchItem {
  if (item.state !== 'signing') throw new Error(`a file that is ${item.state} is not being signed`);
  return { ...item, made };
}

/** signing → signed | failed | skipped, or back to waiting where the batch stops. */
export function endItem(item: BatchItem, end: FileEnd): BatchItem {
  if (item.state !== 'signing') throw new Error(`a file that is ${item.state} is not being signed`);
  switch (end.kind) {
    case 'signed':
      return { ...item, made: null, state: 'signed', sha256: end.made.after, signedAt: end.made.signedAt };
    case 'failed':
    case 'skipped':
      return { ...item, state: end.kind, problem: end.problem };
    case 'stopped':
      // What was made stays noted: an erasure must find what may lie in the archive.
      return { ...item, state: 'waiting', ...end.trouble };
  }
}

/** waiting → skipped: a person took it out, or its dossier's data was erased. */
export function dropItem(item: BatchItem, problem: SigningProblem): BatchItem {
  if (item.state !== 'waiting') throw new Error(`a file that is ${item.state} is not dropped`);
  return { ...item, state: 'skipped', problem, tokenProblem: null };
}

/** The batch after a file: it goes on while files wait, unless it was stopped. */
export function batchAfter(left: number, trouble: Trouble | null): State {
  if (left === 0) return { state: 'done', problem: null, tokenProblem: null };
  if (trouble !== null) return { state: 'paused', ...trouble };
  return { state: 'running', problem: null, tokenProblem: null };
}

/** Whether a new token session may go on with it. */
export function isResumable(state: BatchState): boolean {
  return state === 'paused';
}

/** What the program found of a file that was being signed when it ended. */
export function settleItem(item: BatchItem, isArchived: (sha256: string) => boolean): FileEnd {
  if (item.made !== null && isArchived(item.made.after)) return { kind: 'signed', made: item.made };
  return { kind: 'stopped', trouble: { problem: 'interrupted', tokenProblem: null } };
}
