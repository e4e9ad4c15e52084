import type { Handle, Mechanism, PKCS11, TokenInfo } from 'pkcs11js';
import { keyKindOf } from '../keys.ts';
import { digestInfoOf, ecdsaToDer } from '../signature-forms.ts';
import { type PinState, TokenError } from '../token.ts';
import { type Found, readObjects } from './objects.ts';
import type { CertificateSeen, Survey, TokenSeen } from './protocol.ts';
import { CKR, isReturnValue, problemOf } from './return-values.ts';

const CKF_SERIAL_SESSION = 0x04;
const CKF_OS_LOCKING_OK = 0x02;
const CKU = { user: 1, contextSpecific: 2 } as const;
const CKM = { rsaPkcs: 0x01, ecdsa: 0x1041 } as const;
/** Token flags of PKCS#11 v2.40, table 10. */
const FLAG = {
  userPinInitialized: 0x08,
  tokenInitialized: 0x400,
  countLow: 0x10000,
  finalTry: 0x20000,
  locked: 0x40000,
} as const;
/** Modules that don't know their limits write all ones or nothing. */
const LONGEST_PIN = 255;

type Opened = {
  key: string;
  slot: Handle;
  handle: Handle;
  pin: Buffer;
  found: Found[];
  /** Of the token, just after its PIN was right. */
  flags: number;
};

/** One loaded module, spoken to in its own process. Every method throws TokenError alone. */
export type CryptokiModule = {
  list(fresh: boolean): Survey;
  /** Exactly one C_Login, or none. Takes over `pin` and overwrites it when the session ends. */
  open(key: string, pin: Buffer): { session: number; certificates: CertificateSeen[] };
  sign(session: number, certificate: string, digest: Uint8Array): Uint8Array;
  close(session: number): void;
};

/** Takes a module that is loaded, initialises it and serves what is asked of it. */
export function serveModule(pkcs11: PKCS11): CryptokiModule {
  initialise(pkcs11);
  const sessions = new Map<number, Opened>();
  /** Certificates of tokens that stay plugged in: reading them takes a card its time. */
  const known = new Map<string, CertificateSeen[]>();
  let last = 0;

  function survey(): { slots: number; tokens: { slot: Handle; key: string; info: TokenInfo }[] } {
    const slots = pkcs11.C_GetSlotList(false).length;
    const tokens = pkcs11.C_GetSlotList(true).flatMap((slot, place) => {
      try {
        const info = pkcs11.C_GetTokenInfo(slot);
        return [{ slot, key: clean(info.serialNumber) || clean(info.label) || `slot ${place}`, info }];
      } catch (error) {
        // Pulled out between the two questions, or a card this module does not know: no token of this module's.
        const { problem } = problemOf(error);
        if (problem === 'token-removed' || problem === 'garbled') return [];
        throw error;
      }
    });
    return { slots, tokens };
  }

  /** `none`: gone again meanwhile, or a token that was never initialised (SoftHSM always shows one). */
  function certificatesOf(slot: Handle): CertificateSeen[] | 'none' {
    let handle: Handle;
    try {
      handle = pkcs11.C_OpenSession(slot, CKF_SERIAL_SESSION);
    } catch (error) {
      const { problem } = problemOf(error);
      if (problem === 'token-removed' || problem === 'garbled') return 'none';
      throw error;
    }
    try {
      return readObjects(pkcs11, handle, false).map(({ certificate }) => certificate);
    } finally {
      quietly(() => pkcs11.C_CloseSession(handle));
    }
  }

  function isPresent(key: string): boolean {
    try {
      return survey().tokens.some((token) => token.key === key);
    } catch {
      return false;
    }
  }

  function end(session: number): void {
    const opened = sessions.get(session);
    if (opened === undefined) return;
    sessions.delete(session);
    opened.pin.fill(0);
    quietly(() => pkcs11.C_Logout(opened.handle));
    quietly(() => pkcs11.C_CloseSession(opened.handle));
  }

  /** A failure of a session ends it; where the token is gone, that is the failure, whatever the module called it. */
  function endOver(session: number, key: string, thrown: unknown): TokenError {
    const error = problemOf(thrown);
    end(session);
    if (error.problem === 'token-removed' || isPresent(key)) return error;
    return new TokenError('token-removed', error.message);
  }

  return {
    list(fresh) {
      return safely(() => {
        const { slots, tokens } = survey();
        for (const key of known.keys()) if (!tokens.some((token) => token.key === key)) known.delete(key);
        for (const [session, { key }] of sessions)
          if (!tokens.some((token) => token.key === key)) end(session);
        return {
          slots,
          tokens: tokens.flatMap(({ slot, key, info }): TokenSeen[] => {
            const certificates = (fresh ? undefined : known.get(key)) ?? certificatesOf(slot);
            if (certificates === 'none') return [];
            known.set(key, certificates);
            return [
              {
                key,
                label: clean(info.label),
                maker: clean(info.manufacturerID),
                model: clean(info.model),
                serialNumber: clean(info.serialNumber),
                pin: pinStateOf(info.flags),
                certificates,
              },
            ];
          }),
        };
      });
    },
    open(key, pin) {
      return safely(() => {
        try {
          const token = survey().tokens.find((one) => one.key === key);
          if (token === undefined) throw new TokenError('token-missing', 'no slot has this token');
          refuseBefore(token.info, pin);
          // A login counts for the whole process: with one still open, any PIN at all would seem to be right.
          for (const [session, opened] of sessions) if (opened.key === key) end(session);
          const handle = pkcs11.C_OpenSession(token.slot, CKF_SERIAL_SESSION);
          try {
            pkcs11.C_Login(handle, CKU.user, pin.toString('utf8'));
          } catch (error) {
            quietly(() => pkcs11.C_CloseSession(handle));
            throw refusedPin(error, token.slot);
          }
          last += 1;
          const opened: Opened = { key, slot: token.slot, handle, pin, found: [], flags: 0 };
          sessions.set(last, opened);
          try {
            // Read after the login: a right PIN clears what wrong ones left, so a later wrong one shows again.
            const { flags } = pkcs11.C_GetTokenInfo(token.slot);
            const found = readObjects(pkcs11, handle, true);
            sessions.set(last, { ...opened, found, flags });
            const certificates = found.map(({ certificate }) => certificate);
            return { session: last, certificates };
          } catch (error) {
            throw endOver(last, key, error);
          }
        } catch (error) {
          pin.fill(0);
          throw error;
        }
      });
    },
    sign(session, certificate, digest) {
      const opened = sessions.get(session);
      if (opened === undefined) throw new TokenError('session-ended', 'no such session');
      const found = opened.found.find((one) => one.certificate.id === certificate);
      if (found === undefined) throw new TokenError('no-certificate', 'no such certificate on the token');
      if (found.key === undefined)
        throw new TokenError('no-key', 'no private key belongs to the certificate');
      const kind = keyKindOf(found.x509);
      if (kind === 'other') throw new TokenError('key-unsupported', 'neither RSA-2048/3072 nor P-256');
      const { handle: key, alwaysAuthenticate } = found.key;
      try {
        // Before C_SignInit, so that the login stays the next call after it.
        if (alwaysAuthenticate) refuseAgain(pkcs11.C_GetTokenInfo(opened.slot).flags, opened.flags);
        const mechanism: Mechanism = { mechanism: kind === 'p-256' ? CKM.ecdsa : CKM.rsaPkcs };
        pkcs11.C_SignInit(opened.handle, mechanism, key);
        if (alwaysAuthenticate) {
          pkcs11.C_Login(opened.handle, CKU.contextSpecific, opened.pin.toString('utf8'));
        }
        const data = kind === 'p-256' ? Buffer.from(digest) : digestInfoOf(digest);
        const signature = pkcs11.C_Sign(opened.handle, data, Buffer.alloc(1024));
        if (kind === 'p-256') return ecdsaToDer(signature);
        if (signature.length !== (kind === 'rsa-2048' ? 256 : 384)) {
          throw new TokenError('garbled', `an RSA signature of ${signature.length} bytes`);
        }
        return Uint8Array.from(signature);
      } catch (error) {
        throw endOver(session, opened.key, error);
      }
    },
    close: end,
  };

  /** What C_Login was refused with, and what the flags say now. */
  function refusedPin(thrown: unknown, slot: Handle): TokenError {
    const error = problemOf(thrown);
    let pin: PinState | null = null;
    quietly(() => {
      pin = pinStateOf(pkcs11.C_GetTokenInfo(slot).flags);
    });
    const state = pin as PinState | null;
    const locked = error.problem === 'pin-wrong' && state?.state === 'locked';
    return new TokenError(locked ? 'pin-locked' : error.problem, error.message, state);
  }
}

function initialise(pkcs11: PKCS11): void {
  try {
    pkcs11.C_Initialize({ flags: CKF_OS_LOCKING_OK });
  } catch (error) {
    // Older modules know no threads: this process has one for them anyway.
    if (isReturnValue(error, CKR.cantLock) || isReturnValue(error, CKR.argumentsBad))
      safely(() => pkcs11.C_Initialize());
    else throw problemOf(error);
  }
}

/** What must not cost a try: a locked token, one without a PIN, a PIN that can't be right. */
function refuseBefore(info: TokenInfo, pin: Buffer): void {
  const state = pinStateOf(info.flags);
  if (state.state === 'locked') throw new TokenError('pin-locked', 'CKF_USER_PIN_LOCKED', state);
  if (state.state === 'not-set') throw new TokenError('pin-not-set', 'no CKF_USER_PIN_INITIALIZED', state);
  const { minPinLen: least, maxPinLen: most } = info;
  const known = most > 0 && most <= LONGEST_PIN && least <= most;
  if (known && (pin.length < least || pin.length > most)) {
    throw new TokenError('pin-length', `not ${least} to ${most} bytes`, state);
  }
}

/**
 * What must not cost a try when the program itself gives the PIN again: tries taken by other software since the session
 * was opened, for then the PIN may be another one. Some makers leave COUNT_LOW standing after a right PIN, so it tells
 * something only where it was not set `before`.
 */
function refuseAgain(now: number, before: number): void {
  const few = (now & FLAG.countLow) !== 0 && (before & FLAG.countLow) === 0;
  if (few || (now & (FLAG.finalTry | FLAG.locked)) !== 0) {
    throw new TokenError('session-ended', 'fewer tries than at the beginning', pinStateOf(now));
  }
}

/** Flags tell few, last or locked, and no number. */
export function pinStateOf(flags: number): PinState {
  const has = (flag: number) => (flags & flag) !== 0;
  const state = has(FLAG.locked)
    ? 'locked'
    : has(FLAG.finalTry)
      ? 'last'
      : has(FLAG.countLow)
        ? 'few'
        : has(FLAG.userPinInitialized)
          ? 'ok'
          : has(FLAG.tokenInitialized)
            ? 'not-set'
            : 'unknown';
  return { state, triesLeft: null };
}

/** Fixed width, padded with blanks, by careless makers with zeros. */
function clean(text: string): string {
  return text.replace(/[\0\p{Cc}]+/gu, '').trim();
}

function quietly(task: () => void): void {
  try {
    task();
  } catch {
    // It ends all the same.
  }
}

function safely<Value>(task: () => Value): Value {
  try {
    return task();
  } catch (error) {
    throw problemOf(error);
  }
}
