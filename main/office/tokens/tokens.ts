import { oneAfterAnother } from '#shared/base/index.ts';
import type { TokenFinding, TokenPlugged, TokensNow } from '#shared/contract/index.ts';
import { certificateFactsOf } from './certificate-facts.ts';
import { examineTokens } from './doctor.ts';
import { createInventory, type Found } from './inventory.ts';
import { loadKnownModules, modulesFor, thisMachine } from './pkcs11/known-modules.ts';
import type { TokenOwner, TokensPorts } from './ports.ts';
import { pinText, wayProblemText } from './problems.ts';
import { createTokenSessions, type TokenSigner } from './sessions.ts';
import { signAsTest, type TestSigned } from './test-signature.ts';
import { TokenError, type TokenFound } from './token.ts';

/** The tokens of one PC. Everything throws TokenError alone. */
export type Tokens = {
  /** What is plugged in; `fresh` looks also where looking failed a moment ago. Watches on for a while. */
  list(options: { fresh: boolean }): Promise<TokensNow>;
  /** One PIN, one try, or none. Of a token that another person has open: `device-busy`. */
  openSession(
    request: { token: string; pin: string; confirmLastTry: boolean },
    owner: TokenOwner,
  ): Promise<{ session: string; token: TokenPlugged }>;
  /** Idempotent; somebody else's session is left alone. */
  closeSession(session: string, person: string): Promise<void>;
  /** For signing; undefined where the session has ended or is another person's. */
  findSigner(session: string, person: string): TokenSigner | undefined;
  testSignature(request: { session: string; certificate: string }, person: string): Promise<TestSigned>;
  /** Ends the sessions whose owner is gone, now. */
  endAbandoned(): Promise<void>;
  /** Modules that are looked for on this platform, in order. */
  knownModules(): { file: string; issuer: string }[];
  /** Sessions end; ways to tokens are built anew from the settings. */
  settingsChanged(): Promise<void>;
  /** Tries every way; uses no PIN and leaves open sessions alone. */
  doctor(): Promise<TokenFinding[]>;
  close(): Promise<void>;
};

const POLL_MS = 2_000;
/** Watched on so long after somebody looked: a page asks again at each change, and while it is shown. */
const WATCH_MS = 60_000;

/** All tokens of this PC: drivers, inventory, sessions. */
export function createTokens(ports: TokensPorts): Tokens {
  const { clock } = ports;
  const inventory = createInventory(ports);
  const sessions = createTokenSessions(ports);
  // A PIN is typed by one person at a time; two at once for one token would be counted as they come.
  const inTurn = oneAfterAnother();
  const looking = oneAfterAnother();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let watching: NodeJS.Timeout | undefined;
  let polling = false;
  let told = '';
  let closed = false;

  async function survey(fresh: boolean): Promise<Found> {
    return looking(async () => {
      const found = await inventory.survey(fresh);
      // A way that refused to tell says nothing of its tokens; one whose process ended took its sessions along.
      const silent = found.troubles
        .filter(({ problem: { problem } }) => problem !== 'module-crashed' && problem !== 'module-hung')
        .map(({ kind, through }) => (through === '' ? `${kind}:` : `${kind}:${through}:`));
      await sessions.endWhere(
        ({ tokenId }) =>
          !found.tokens.some(({ id }) => id === tokenId) &&
          !silent.some((prefix) => tokenId.startsWith(prefix)),
      );
      const now = JSON.stringify([
        found.tokens.map(({ id, pin, certificates }) => [id, pin, certificates.map((one) => one.id)]),
        found.troubles.map(({ kind, through, problem }) => [kind, through, problem.problem]),
      ]);
      const changed = told !== '' && told !== now;
      told = now;
      if (changed) ports.onChanged();
      return found;
    });
  }

  function watch(): void {
    lookedAt = clock.now();
    watching ??= setInterval(poll, ports.pollMs ?? POLL_MS).unref();
  }

  function poll(): void {
    if (clock.now() - lookedAt > WATCH_MS && !sessions.isAnyOpen()) {
      clearInterval(watching);
      watching = undefined;
      return;
    }
    if (polling || closed) return;
    polling = true;
    void survey(false).finally(() => {
      polling = false;
    });
  }

  function plugged(token: TokenFound): TokenPlugged {
    return {
      ...token,
      pinDetail: pinText(token.pin),
      certificates: certificateFactsOf(token.certificates, ports.trust(), clock.now()),
    };
  }

  async function open(
    { token: id, pin, confirmLastTry }: { token: string; pin: string; confirmLastTry: boolean },
    owner: TokenOwner,
  ): Promise<{ session: string; token: TokenPlugged }> {
    const { driver, token } = await inventory.getToken(id);
    const { state, triesLeft } = token.pin;
    if (state === 'locked') throw new TokenError('pin-locked', 'locked before it was asked', token.pin);
    if (state === 'not-set') throw new TokenError('pin-not-set', 'no PIN is set', token.pin);
    if ((state === 'last' || triesLeft === 1) && !confirmLastTry) {
      throw new TokenError('pin-last-try', 'not confirmed', token.pin);
    }
    const holder = sessions.findHolder(id);
    if (holder !== undefined && holder !== owner.person) {
      throw new TokenError('device-busy', 'open for somebody else', token.pin);
    }
    await sessions.endWhere(({ tokenId }) => tokenId === id);
    const session = await driver.open(id, pin);
    if (!owner.isStillThere()) {
      await session.close();
      throw new TokenError('session-ended', 'the owner left while it was opened');
    }
    const seen: TokenFound = { ...token, certificates: session.certificates };
    return { session: sessions.begin(seen, session, owner), token: plugged(seen) };
  }

  return {
    async list({ fresh }) {
      watch();
      const { tokens, troubles } = await survey(fresh);
      return {
        station: ports.station,
        tokens: tokens.map(plugged),
        troubles: troubles.map(({ kind, through, problem: { problem } }) => ({
          kind,
          through,
          problem,
          detail: wayProblemText(problem, kind),
        })),
      };
    },
    openSession: (request, owner) =>
      inTurn(async () => {
        try {
          return await open(request, owner);
        } catch (thrown) {
          const error = thrown instanceof TokenError ? thrown : new TokenError('internal', 'opening failed');
          ports.log.info('a token was not opened', { problem: error.problem });
          throw error;
        } finally {
          // Its tries may be others now; who looks is told.
          if (watching !== undefined) void survey(false);
        }
      }),
    closeSession: (session, person) => sessions.end(session, person),
    findSigner: sessions.findSigner,
    testSignature: ({ session, certificate }, person) =>
      signAsTest(sessions.findSigner(session, person), certificate, ports.ids),
    endAbandoned: () => sessions.endWhere(({ owner }) => !owner.isStillThere()),
    knownModules: () =>
      modulesFor(loadKnownModules(ports.resourcesDirectory), (ports.machine ?? thisMachine).platform).map(
        ({ file, issuer }) => ({ file, issuer }),
      ),
    async settingsChanged() {
      await sessions.close();
      await inventory.rebuild();
      told = '';
      ports.onChanged();
    },
    doctor: () => examineTokens(ports),
    async close() {
      closed = true;
      clearInterval(watching);
      await sessions.close();
      await inventory.close();
    },
  };
}
