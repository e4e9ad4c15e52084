import type { OfficeClient } from '#office/index.ts';
import { forkModuleProcess } from '#office/tokens/index.ts';
import type { PinState, SigningBatch, TokenPlugged, TokensNow } from '#shared/contract/index.ts';
import {
  exampleReception,
  type LogLine,
  startSampleOffice,
  systemIds,
  testClock,
} from '../fixtures/office.ts';
import { makeSigningPki, type PkiIdentity, type SigningPki } from '../fixtures/signing-pki.ts';
import { makeSoftHsm, USER_PIN } from '../fixtures/softhsm.ts';
import { makeShim, type Shim } from '../simulators/pkcs11-shim.ts';

export const WRONG_PIN = '975310';
export const RIGHT_PIN = USER_PIN;

/** Short of what an office has, long enough for a busy machine. */
const LIMITS = { load: 15_000, list: 5_000, open: 5_000, sign: 5_000 };
const PATIENCE_MS = 90_000;

/** What an attempt to let somebody in came to. */
export type Attempt =
  | { ok: true; session: string; token: TokenPlugged }
  | { ok: false; code: string; problem: string | undefined; pin: PinState | null };

/** An office with one PKCS#11 token that is told how to misbehave, and a person who counts the PINs they typed. */
export type TokenDesk = {
  pki: SigningPki;
  shim: Shim;
  clerk: OfficeClient;
  administrator: OfficeClient;
  clock: ReturnType<typeof testClock>;
  /** PINs that a person typed and that must reach the token, so far. */
  typed(): number;
  lines: readonly LogLine[];
  list(fresh: boolean): Promise<TokensNow>;
  token(): Promise<TokenPlugged>;
  /** A person types a PIN. `reaches`: whether it must cost a C_Login. */
  type(pin: string, reaches: boolean, confirmLastTry?: boolean): Promise<Attempt>;
  /** Id of a person's certificate on the token. */
  certificateOf(who: PkiIdentity): Promise<string>;
  /** So many dossiers received; ids of their papers. */
  receive(count: number): Promise<string[]>;
  begin(session: string, certificate: string, documentIds: string[]): Promise<SigningBatch>;
  /** The batch when it is no longer running. */
  settled(id: string): Promise<SigningBatch>;
  end(): Promise<void>;
};

export async function openTokenDesk(): Promise<TokenDesk> {
  const pki = await makeSigningPki();
  const people = [pki.clerk, pki.organisation, pki.head, pki.expired, pki.stranger];
  const hsm = await makeSoftHsm([
    {
      label: 'USB thử lỗi',
      keys: people.map((who, n) => ({ id: `0${n + 1}`, label: who.commonName, ...who })),
    },
  ]);
  const shim = await makeShim(hsm);
  const clock = testClock('2026-11-23T08:00');
  clock.advance(Date.now() - clock.now());
  const sample = await startSampleOffice({
    clock,
    startTokenModule: forkModuleProcess(null, shim.environment),
    tokenModuleLimits: LIMITS,
  });
  const { clerk, administrator } = sample;
  await administrator.tokens.change({ modules: [shim.moduleFile], knownModules: false, software: false });
  await withoutTimestamps(administrator);
  let typed = 0;

  async function token(): Promise<TokenPlugged> {
    const { tokens, troubles } = await clerk.tokens.list({ fresh: true });
    const [found] = tokens;
    if (found === undefined) throw new Error(`no token: ${JSON.stringify(troubles)}`);
    return found;
  }

  return {
    pki,
    shim,
    clerk,
    administrator,
    clock,
    typed: () => typed,
    lines: sample.ports.lines,
    list: (fresh) => clerk.tokens.list({ fresh }),
    token,
    async type(pin, reaches, confirmLastTry = false) {
      const { id } = await token();
      if (reaches) typed += 1;
      try {
        return { ok: true, ...(await clerk.tokens.openSession({ token: id, pin, confirmLastTry })) };
      } catch (error) {
        const { code, data } = error as { code: string; data?: { problem?: string; pin?: PinState | null } };
        return { ok: false, code, problem: data?.problem, pin: data?.pin ?? null };
      }
    },
    async certificateOf(who) {
      const der = Buffer.from(who.der).toString('base64');
      const found = (await token()).certificates.find((one) => one.der === der);
      if (found === undefined) throw new Error(`the token does not show ${who.commonName}`);
      return found.id;
    },
    async receive(count) {
      const ids: string[] = [];
      for (let n = 0; n < count; n += 1) {
        const { dossier } = await clerk.dossiers.receive(exampleReception());
        const { documents } = await clerk.signing.ofDossier({ dossierId: dossier.id });
        const [document] = documents;
        if (document === undefined) throw new Error('the dossier has no paper');
        ids.push(document.id);
      }
      return ids;
    },
    async begin(session, certificate, documentIds) {
      const requestId = systemIds.id();
      const { batch } = await clerk.signing.start({
        requestId,
        session,
        certificate,
        role: 'person',
        documentIds,
      });
      return batch;
    },
    async settled(batchId) {
      const until = performance.now() + PATIENCE_MS;
      for (;;) {
        const { batch } = await clerk.signing.batch({ batchId });
        if (batch.state !== 'running') return batch;
        if (performance.now() > until) throw new Error('the batch never ended');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async end() {
      await sample.end();
      shim.remove();
      hsm.remove();
      await pki.close();
    },
  };
}

/** Nothing is asked for over a network here: what comes later to a signature is another proof's. */
async function withoutTimestamps(administrator: OfficeClient): Promise<void> {
  const { settings } = await administrator.signing.settings({});
  await administrator.signing.changeSettings({
    ...settings,
    validation: false,
    timestamps: { ...settings.timestamps, enabled: false },
  });
}
