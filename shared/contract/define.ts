import { type AnySchema, oc } from '@orpc/contract';
import { ERROR_CODES, type ErrorCode, ErrorData, OBSTACLE_CODES } from './errors.ts';
import type { Access, Reach } from './roles.ts';

/** What the router enforces before a procedure runs. */
export type ProcedureMeta = { access: Access; reach: Reach };

type ErrorEntry = { message: string; data: typeof ErrorData };

function errorMap<Code extends ErrorCode>(codes: readonly Code[]): Record<Code, ErrorEntry> {
  const entries = codes.map((code): [Code, ErrorEntry] => [
    code,
    { message: ERROR_CODES[code], data: ErrorData },
  ]);
  return Object.fromEntries(entries) as unknown as Record<Code, ErrorEntry>;
}

/** Errors that any procedure may answer with. */
const COMMON = [
  'invalid-input',
  'signed-out',
  'not-allowed',
  'locked',
  'not-set-up',
  'device-not-paired',
  'rekey-running',
  ...OBSTACLE_CODES,
  'internal',
] as const;

/**
 * Declares one procedure of the contract: what it is called (a few words in Vietnamese), what it does (English), who
 * may call it, what goes in, what comes out, which errors it answers with. Everything is parsed in the office; nothing
 * is optional here by accident.
 */
export function procedure<
  Input extends AnySchema,
  Output extends AnySchema,
  Code extends ErrorCode = never,
>(declaration: {
  title?: string;
  description?: string;
  access: Access;
  /** Where it is left out: procedures for anyone from this PC only, those for people from their counters, too. */
  reach?: Reach;
  input: Input;
  output: Output;
  errors?: readonly Code[];
}) {
  const codes: readonly (Code | (typeof COMMON)[number])[] = [...COMMON, ...(declaration.errors ?? [])];
  return oc
    .$meta<ProcedureMeta>({
      access: declaration.access,
      reach: declaration.reach ?? (declaration.access === 'anyone' ? 'this-pc' : 'counter'),
    })
    .route({ summary: declaration.title ?? '', description: declaration.description ?? '' })
    .errors(errorMap(codes))
    .input(declaration.input)
    .output(declaration.output);
}
