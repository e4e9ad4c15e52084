import {
  type ErrorCode,
  type ErrorData,
  everyProcedureOfContract,
  type ProcedureFacts,
} from '#shared/contract/index.ts';
import { type OfficeCore, OfficeError } from '../lifecycle/index.ts';
import type { Logger } from '../log/index.ts';
import type { ConnectionOrigin } from '../ports.ts';
import { createAttempts } from '../users/index.ts';
import { toContractError } from './errors.ts';

/** One call without a connection of its own, as plain HTTP makes it. */
export type PlainCall = {
  /** `room.procedure`; any text. */
  procedure: string;
  /** Parsed JSON; any shape. */
  input: unknown;
  /** The token of a session; null when the caller showed none. */
  bearer: string | null;
  /** What the caller showed of the token of this start. */
  startToken: 'right' | 'wrong' | 'absent';
  signal?: AbortSignal;
};

export type PlainAnswer = { ok: true; output: unknown } | { ok: false; code: ErrorCode; data: ErrorData };

/** Under this name wrong start tokens are counted; no person can have it, for logins are trimmed. */
const START_TOKEN = ' start token';

const NO_STREAM =
  'Thủ tục này trả lời bằng luồng sự kiện nên không gọi được qua HTTP. Hãy xem danh sách ở /openapi.json.';
const UNKNOWN = 'Không có thủ tục này. Hãy xem danh sách ở /openapi.json.';
const NOBODY =
  'Chưa đăng nhập. Hãy gọi session/signIn với X-Start-Token, rồi gửi kèm Authorization: Bearer và token nhận được.';
const NO_START_TOKEN =
  'Thiếu hoặc sai X-Start-Token. Hãy lấy mã sau "?start=" trong địa chỉ mà trạm in ra ở lần chạy này.';

/**
 * Calls of plain HTTP. What anybody may call needs the token of this start; everything else a session. Never rejects:
 * whatever goes wrong is an error of the closed list.
 */
export function createPlainCalls(
  core: OfficeCore,
  log: Logger,
  lineOf: (from: ConnectionOrigin, token: string | null) => { client: unknown; close(): void },
): (call: PlainCall, from: ConnectionOrigin) => Promise<PlainAnswer> {
  const facts = new Map(everyProcedureOfContract().map((procedure) => [procedure.name, procedure]));
  const attempts = createAttempts(core.ports.clock);

  /** Guesses at the start token wait like guesses at a password; apart from those, so that nobody's sign-in waits. */
  function checkStartToken(shown: PlainCall['startToken'], { origin }: ConnectionOrigin): void {
    if (shown === 'absent') return;
    const waitSeconds = attempts.waitSeconds(START_TOKEN, origin);
    if (waitSeconds > 0) {
      const message = `X-Start-Token sai nhiều lần. Hãy chờ ${waitSeconds} giây rồi thử lại.`;
      throw new OfficeError('too-many-attempts', { waitSeconds, message });
    }
    if (shown === 'right') {
      attempts.succeeded(START_TOKEN, origin);
      return;
    }
    attempts.failed(START_TOKEN, origin);
    throw new OfficeError('signed-out', { message: NO_START_TOKEN });
  }

  function checkLetIn({ access, name }: ProcedureFacts, call: PlainCall): void {
    if (call.startToken === 'right' || access !== 'anyone') return;
    // Who asks only about their own session has shown enough.
    const mayAsk = name === 'session.state' && call.bearer !== null && core.isSignedIn(call.bearer);
    if (!mayAsk) throw new OfficeError('signed-out', { message: NO_START_TOKEN });
  }

  return async (call, from) => {
    try {
      checkStartToken(call.startToken, from);
      if (call.startToken === 'absent' && call.bearer === null) {
        throw new OfficeError('signed-out', { message: NOBODY });
      }
      const procedure = facts.get(call.procedure);
      if (procedure === undefined) throw new OfficeError('not-found', { message: UNKNOWN });
      checkLetIn(procedure, call);
      if (procedure.stream) throw new OfficeError('not-found', { message: NO_STREAM });
      const line = lineOf(from, call.bearer);
      try {
        const run = procedureOf(line.client, procedure.name);
        const output = await run(call.input, call.signal === undefined ? {} : { signal: call.signal });
        return { ok: true, output };
      } finally {
        line.close();
      }
    } catch (error) {
      const { code, data } = toContractError(error, log);
      return { ok: false, code, data };
    }
  };
}

type Run = (input: unknown, options: { signal?: AbortSignal }) => Promise<unknown>;

/** `name` is one of the contract, so it is there. */
function procedureOf(client: unknown, name: string): Run {
  const [room = '', key = ''] = name.split('.');
  const run = (client as Record<string, Record<string, Run>>)[room]?.[key];
  if (run === undefined) throw new Error(`${name} is not implemented`);
  return run;
}
