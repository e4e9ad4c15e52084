import type { Clock, Ids } from '#shared/base/index.ts';
import type { TokenOwner } from './ports.ts';
import {
  TokenError,
  type TokenFound,
  type TokenKind,
  type TokenProblem,
  type TokenSession,
} from './token.ts';

/** A session ends so long after its last use. */
export const IDLE_MS = 2 * 60_000;
const SWEEP_MS = 1_000;

/** Problems of one certificate alone: the session goes on. */
const HARMLESS: readonly TokenProblem[] = ['no-certificate', 'no-key'];

/**
 * A token that was let in with its PIN, wherever it is plugged in. Only digests go to it. Throws TokenError; after one
 * the session may be over.
 */
export type TokenSigner = {
  readonly kind: TokenKind;
  /** The certificate of this id, DER; undefined where the token has none with a key. */
  certificateOf(id: string): Uint8Array | undefined;
  /** All certificates on it, DER: those of issuers among them, which go into a signature. */
  certificates(): Uint8Array[];
  sign(id: string, digest: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
};

type Open = {
  owner: TokenOwner;
  token: TokenFound;
  session: TokenSession;
  lastUsed: number;
  underWay: number;
};

/** Sessions of tokens by id: who opened each, and until when. In memory only. */
export type TokenSessions = {
  begin(token: TokenFound, session: TokenSession, owner: TokenOwner): string;
  /** The session's token for signing, for the person who opened it; undefined where it has ended. */
  findSigner(id: string, person: string): TokenSigner | undefined;
  findToken(id: string, person: string): TokenFound | undefined;
  /** Who has this token open now; undefined: nobody. */
  findHolder(tokenId: string): string | undefined;
  isAnyOpen(): boolean;
  end(id: string, person: string): Promise<void>;
  endWhere(isOver: (session: { tokenId: string; owner: TokenOwner }) => boolean): Promise<void>;
  close(): Promise<void>;
};

export function createTokenSessions({ clock, ids }: { clock: Clock; ids: Ids }): TokenSessions {
  const sessions = new Map<string, Open>();
  let sweeping: NodeJS.Timeout | undefined;

  const isOver = ({ owner, lastUsed, underWay }: Open) =>
    !owner.isStillThere() || (underWay === 0 && clock.now() - lastUsed > IDLE_MS);

  /** Logged out at once, not only when somebody asks: a token left in the PC must not stay open. */
  function sweep(): void {
    for (const [id, open] of sessions) if (isOver(open)) void drop(id);
    if (sessions.size > 0 || sweeping === undefined) return;
    clearInterval(sweeping);
    sweeping = undefined;
  }

  async function drop(id: string): Promise<void> {
    const open = sessions.get(id);
    sessions.delete(id);
    await open?.session.close();
  }

  function find(id: string, person: string): Open | undefined {
    const open = sessions.get(id);
    if (open === undefined || open.owner.person !== person) return undefined;
    if (!isOver(open)) return open;
    void drop(id);
    return undefined;
  }

  async function sign(
    id: string,
    person: string,
    certificate: string,
    digest: Uint8Array,
  ): Promise<Uint8Array> {
    const open = find(id, person);
    if (open === undefined) throw new TokenError('session-ended', 'the session is over');
    open.underWay += 1;
    try {
      return await open.session.sign(certificate, digest);
    } catch (error) {
      const harmless = error instanceof TokenError && HARMLESS.includes(error.problem);
      if (!harmless) await drop(id);
      throw error;
    } finally {
      open.underWay -= 1;
      open.lastUsed = clock.now();
    }
  }

  async function dropAll(chosen: (open: Open) => boolean): Promise<void> {
    const over = [...sessions].filter(([, open]) => chosen(open)).map(([id]) => id);
    await Promise.all(over.map(drop));
  }

  return {
    begin(token, session, owner) {
      const id = Buffer.from(ids.bytes(24)).toString('base64url');
      sessions.set(id, { owner, token, session, lastUsed: clock.now(), underWay: 0 });
      sweeping ??= setInterval(sweep, SWEEP_MS).unref();
      return id;
    },
    findSigner(id, person) {
      const open = find(id, person);
      if (open === undefined) return undefined;
      // Chosen to be used: the two minutes count from here.
      open.lastUsed = clock.now();
      return {
        kind: open.token.kind,
        certificateOf: (certificate) =>
          open.session.certificates.find((one) => one.id === certificate && one.hasKey)?.der,
        certificates: () => open.session.certificates.map(({ der }) => der),
        sign: (certificate, digest) => sign(id, person, certificate, digest),
        close: () => drop(id),
      };
    },
    findToken: (id, person) => find(id, person)?.token,
    findHolder(tokenId) {
      const open = [...sessions.values()].find((one) => one.token.id === tokenId && !isOver(one));
      return open?.owner.person;
    },
    isAnyOpen: () => sessions.size > 0,
    async end(id, person) {
      if (sessions.get(id)?.owner.person === person) await drop(id);
    },
    endWhere: (over) => dropAll(({ owner, token }) => over({ tokenId: token.id, owner })),
    async close() {
      clearInterval(sweeping);
      sweeping = undefined;
      await dropAll(() => true);
    },
  };
}
