import type { Clock, Ids } from '#shared/base/index.ts';
import type { TokenPlugged, TokenSettings, TokensNow } from '#shared/contract/index.ts';
import {
  createTokenSessions,
  TokenError,
  type TokenOwner,
  type TokenSession,
  type TokenSigner,
} from '../tokens/index.ts';
import type { StationHub } from './hub.ts';
import { findRemoteSigner, type RemoteSigner } from './signer.ts';

/** A module of a vendor may be loaded there first. */
const LIST_MS = 50_000;
/** Of all roots together, so that a message to a station stays below what it takes. */
const ROOT_BYTES = 256 * 1024;
const MOST_ROOTS = 200;

const NO_STATION =
  'Trạm Một Cửa chưa chạy ở chế độ quầy trên máy này nên chưa dùng được USB ký số cắm ở đây. Hãy ký ở máy chính, hoặc nhờ quản trị viên chạy chế độ quầy trên máy này.';
const SILENT =
  'Chương trình ở chế độ quầy trên máy này chưa trả lời về USB ký số. Hãy bấm Tìm lại; nếu vẫn vậy, đóng rồi chạy lại chương trình ở máy này.';

/** The tokens of the PCs of paired counters. A PIN is typed there and is never here. Throws TokenError. */
export type RemoteTokens = {
  /** What is plugged in there; where nothing can be known of it, none, and why. Never throws. */
  list(station: string, options: { fresh: boolean }): Promise<TokensNow>;
  /**
   * Takes over a session that was opened at that PC. It ends with the sign-in of the person who asks, with that PC's
   * connection (a revoked device loses it), and as any other session.
   */
  adopt(
    asked: { station: string; session: string },
    owner: TokenOwner,
  ): Promise<{ session: string; token: TokenPlugged }>;
  /** For signing, at the counter where it was taken over; undefined where it has ended or is another's. */
  findSigner(session: string, at: { person: string; station: string }): TokenSigner | undefined;
  /** Idempotent; somebody else's session is left alone. */
  closeSession(session: string, at: { person: string; station: string }): Promise<void>;
  /** Ends the sessions whose owner is gone, now. */
  endAbandoned(): Promise<void>;
  close(): Promise<void>;
};

export function createRemoteTokens(ports: {
  hub: StationHub;
  clock: Clock;
  ids: Ids;
  /** How tokens are reached, at every PC of the office. */
  settings(): TokenSettings;
  /** Trusted roots, DER. */
  roots(): readonly Uint8Array[];
}): RemoteTokens {
  const { hub } = ports;
  const sessions = createTokenSessions(ports);
  const touching = new Map<string, RemoteSigner['touch']>();
  /** Whoever works at one counter can't use what was opened at another, also as the same person. */
  const ownerOf = ({ person, station }: { person: string; station: string }) => `${station} ${person}`;

  return {
    async list(station, { fresh }) {
      const line = hub.findLine(station);
      if (line === undefined) return { station, tokens: [], troubles: [], none: NO_STATION };
      const signal = AbortSignal.any([AbortSignal.timeout(LIST_MS), line.gone]);
      const asked = { fresh, settings: ports.settings(), roots: fitting(ports.roots()) };
      try {
        // Under the id that the office knows it by, not what it says of itself.
        return { ...(await line.client.tokens.list(asked, { signal })), station };
      } catch {
        return { station, tokens: [], troubles: [], none: SILENT };
      }
    },
    async adopt({ station, session }, { person, isStillThere }) {
      const line = hub.findLine(station);
      const signer = line === undefined ? undefined : await findRemoteSigner(line, session);
      if (line === undefined || signer === undefined) {
        throw new TokenError('session-ended', 'no such session at that station');
      }
      const owner = {
        person: ownerOf({ person, station }),
        isStillThere: () => line.isOpen() && isStillThere(),
      };
      if (!owner.isStillThere()) {
        await signer.close();
        throw new TokenError('session-ended', 'the owner left while it was taken over');
      }
      const { token } = signer;
      const found = { ...token, certificates: certificatesOf(signer) };
      const remote: TokenSession = {
        certificates: found.certificates,
        sign: signer.sign,
        async close() {
          touching.delete(id);
          await signer.close();
        },
      };
      const id = sessions.begin(found, remote, owner);
      touching.set(id, signer.touch);
      return { session: id, token };
    },
    findSigner(session, at) {
      const signer = sessions.findSigner(session, ownerOf(at));
      if (signer !== undefined) touching.get(session)?.();
      return signer;
    },
    closeSession: (session, at) => sessions.end(session, ownerOf(at)),
    endAbandoned: () => sessions.endWhere(({ owner }) => !owner.isStillThere()),
    close: () => sessions.close(),
  };
}

/** As a token of this PC has them: those without an id of a key are issuers. */
function certificatesOf({ token, certificateOf, certificates }: RemoteSigner): TokenSession['certificates'] {
  const own = token.certificates.flatMap(({ id }) => {
    const der = certificateOf(id);
    return der === undefined ? [] : [{ id, der, hasKey: true }];
  });
  const others = certificates().filter((der) => !own.some((one) => one.der === der));
  return [...own, ...others.map((der) => ({ id: '', der, hasKey: false }))];
}

/** As many roots as go into one message; what is left out is shown as not trusted there, and signs all the same. */
function fitting(roots: readonly Uint8Array[]): string[] {
  let bytes = 0;
  return roots.slice(0, MOST_ROOTS).flatMap((der) => {
    const text = Buffer.from(der).toString('base64');
    bytes += text.length;
    return bytes <= ROOT_BYTES && text.length <= 16 * 1024 ? [text] : [];
  });
}
