import type { ErrorCode } from '#shared/contract/index.ts';

/** Something that makes F2 refuse: the field, the sentence for the clerk, the code the call answers with. */
export type ReceptionProblem = { code: ErrorCode; field: string; message: string };

export type ReceptionWarning = { field: string | null; message: string };
