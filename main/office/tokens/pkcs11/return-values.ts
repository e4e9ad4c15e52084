import { TokenError, type TokenProblem } from '../token.ts';

/** Return values of PKCS#11 v2.40 (`pkcs11t.h`) that mean something to a person. */
export const CKR = {
  slotIdInvalid: 0x03,
  generalError: 0x05,
  functionFailed: 0x06,
  argumentsBad: 0x07,
  cantLock: 0x0a,
  deviceError: 0x30,
  deviceMemory: 0x31,
  deviceRemoved: 0x32,
  functionNotSupported: 0x54,
  keyTypeInconsistent: 0x63,
  keyFunctionNotPermitted: 0x68,
  mechanismInvalid: 0x70,
  pinIncorrect: 0xa0,
  pinInvalid: 0xa1,
  pinLength: 0xa2,
  pinExpired: 0xa3,
  pinLocked: 0xa4,
  sessionClosed: 0xb0,
  sessionHandleInvalid: 0xb3,
  tokenNotPresent: 0xe0,
  tokenNotRecognized: 0xe1,
  userAlreadyLoggedIn: 0x100,
  userNotLoggedIn: 0x101,
  userPinNotInitialized: 0x102,
} as const;

const PROBLEMS: ReadonlyMap<number, TokenProblem> = new Map([
  [CKR.slotIdInvalid, 'token-removed'],
  [CKR.deviceRemoved, 'token-removed'],
  [CKR.sessionClosed, 'token-removed'],
  [CKR.sessionHandleInvalid, 'token-removed'],
  [CKR.tokenNotPresent, 'token-removed'],
  [CKR.tokenNotRecognized, 'garbled'],
  [CKR.deviceError, 'no-answer'],
  [CKR.functionNotSupported, 'key-unsupported'],
  [CKR.keyTypeInconsistent, 'key-unsupported'],
  [CKR.mechanismInvalid, 'key-unsupported'],
  [CKR.keyFunctionNotPermitted, 'key-unsupported'],
  [CKR.pinIncorrect, 'pin-wrong'],
  [CKR.pinInvalid, 'pin-length'],
  [CKR.pinLength, 'pin-length'],
  [CKR.pinExpired, 'refused'],
  [CKR.pinLocked, 'pin-locked'],
  [CKR.userAlreadyLoggedIn, 'refused'],
  [CKR.userNotLoggedIn, 'session-ended'],
  [CKR.userPinNotInitialized, 'pin-not-set'],
]);

/** What pkcs11js threw, in the closed list. Only the name of the function and of its return value are kept. */
export function problemOf(thrown: unknown): TokenError {
  if (thrown instanceof TokenError) return thrown;
  if (!(thrown instanceof Error)) return new TokenError('internal', 'nothing that is an error was thrown');
  const code = 'code' in thrown && typeof thrown.code === 'number' ? thrown.code : undefined;
  const name = /CKR_\w+/.exec(thrown.message)?.[0];
  const method = 'method' in thrown && typeof thrown.method === 'string' ? thrown.method : '';
  if (code === undefined || name === undefined) return new TokenError('internal', `${thrown.name} ${method}`);
  return new TokenError(PROBLEMS.get(code) ?? 'refused', `${method} ${name}`);
}

/** Whether this is the return value that pkcs11js threw. */
export function isReturnValue(thrown: unknown, code: number): boolean {
  return (
    thrown instanceof Error && 'code' in thrown && thrown.code === code && thrown.message.startsWith('CKR_')
  );
}
