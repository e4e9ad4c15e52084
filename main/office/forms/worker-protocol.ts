import type { FormDocument } from '#shared/forms/index.ts';
import type { PdfOptions } from './definition.ts';

/** What the worker is started with. */
export type WorkerSettings = { fontsDirectory: string };

/** One task; the worker answers each with exactly one reply of the same id. */
export type WorkerTask =
  | { kind: 'render'; documents: readonly FormDocument[]; options: PdfOptions }
  | { kind: 'stamp'; pdf: Uint8Array; mark: string };

export type WorkerRequest = WorkerTask & { id: number };
export type WorkerReply = { id: number; pdf: Uint8Array } | { id: number; error: string };
