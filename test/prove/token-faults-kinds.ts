import type { SigningBatch } from '#shared/contract/index.ts';
import type { ShimCommand } from '../simulators/pkcs11-shim.ts';
import { RIGHT_PIN, type TokenDesk, WRONG_PIN } from './token-faults-office.ts';

/** What was wrong, for the line at the end; empty when everything was as it must be. */
export type Complaints = string[];
type Draw = (limit: number) => number;
type Fault = (desk: TokenDesk, draw: Draw) => Promise<Complaints>;

/** Everything that can go wrong with a token, each with what must come of it. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'wrong-pin': async (desk) => {
    const wrong = await desk.type(WRONG_PIN, true);
    const pin = (await desk.token()).pin.state;
    const right = await desk.type(RIGHT_PIN, true);
    return [
      ...expectCode(wrong, 'pin-wrong', 'few'),
      ...expect(pin === 'few', `after a wrong PIN the list says ${pin}`),
      ...(await closeOpened(desk, right)),
    ];
  },
  'one-try-left': async (desk) => {
    desk.shim.setTries(1);
    const unasked = await desk.type(RIGHT_PIN, false);
    const stillOne = desk.shim.triesLeft();
    const confirmed = await desk.type(RIGHT_PIN, true, true);
    return [
      ...expectCode(unasked, 'pin-last-try', 'last'),
      ...expect(stillOne === 1, 'the last try was used without a word of the person'),
      ...(await closeOpened(desk, confirmed)),
    ];
  },
  locked: async (desk) => {
    desk.shim.setTries(1);
    const locking = await desk.type(WRONG_PIN, true, true);
    const after = await desk.type(RIGHT_PIN, false, true);
    const { state } = (await desk.token()).pin;
    desk.shim.setTries(3);
    return [
      ...expectCode(locking, 'pin-locked', 'locked'),
      ...expectCode(after, 'pin-locked', 'locked'),
      ...expect(state === 'locked', `a locked token is shown as ${state}`),
      ...(await closeOpened(desk, await desk.type(RIGHT_PIN, true))),
    ];
  },
  'removed-in-batch': (desk, draw) => breakBatch(desk, draw, (at) => `remove-at ${at}`, 'token-removed'),
  'crash-in-batch': (desk, draw) => breakBatch(desk, draw, (at) => `crash-sign ${at}`, 'module-crashed'),
  'hang-in-batch': (desk, draw) => breakBatch(desk, draw, (at) => `hang-sign ${at}`, 'module-hung'),
  'crash-at-pin': (desk) => breakLogin(desk, 'crash-login', 'module-crashed'),
  'hang-at-pin': (desk) => breakLogin(desk, 'hang-login', 'module-hung'),
  'crash-in-list': (desk) => breakList(desk, ['crash-list'], 'module-crashed'),
  'hang-in-list': (desk) => breakList(desk, ['hang-list'], 'module-hung'),
  'crash-at-start': (desk) => breakList(desk, ['crash-list', 'crash-load'], 'module-crashed'),
  'hang-at-start': async (desk) => {
    desk.shim.tell('crash-list');
    await desk.list(true);
    desk.shim.tell('hang-load');
    const { findings } = await desk.administrator.tokens.doctor({});
    const found = findings.find(({ subject }) => subject === 'module')?.problem;
    desk.shim.tell('none');
    return [
      ...expect(found === 'module-hung', `the doctor says ${found} of a module that hangs`),
      ...(await isBack(desk)),
    ];
  },
  'expired-certificate': async (desk) => {
    const id = await desk.certificateOf(desk.pki.expired);
    const facts = (await desk.token()).certificates.find((one) => one.id === id);
    const opened = await desk.type(RIGHT_PIN, true);
    if (!opened.ok) return ['the token was not opened'];
    const before = desk.shim.counts().signatures;
    const documents = await desk.receive(1);
    const end = await desk.begin(opened.session, id, documents).then(
      async (batch) => (await desk.settled(batch.id)).trouble?.problem ?? 'signed',
      (error: { code: string }) => error.code,
    );
    await desk.clerk.tokens.closeSession({ session: opened.session });
    return [
      ...expect(facts?.usable === false, 'an expired certificate is offered'),
      ...expect(
        facts?.troubles.some(({ trouble }) => trouble === 'expired') === true,
        'it is not said to be expired',
      ),
      ...expect(
        end === 'not-signable' || end === 'certificate-unfit',
        `an expired certificate came to ${end}`,
      ),
      ...expect(desk.shim.counts().signatures === before, 'something was signed with an expired certificate'),
    ];
  },
  'missing-chain': async (desk) => {
    const { certificates } = await desk.token();
    const chainOf = (der: Uint8Array) =>
      certificates.find((one) => one.der === Buffer.from(der).toString('base64'))?.chain;
    const known = chainOf(desk.pki.clerk.der);
    const unknown = chainOf(desk.pki.stranger.der);
    const missing =
      unknown?.problems.some((one) => one === 'issuer-missing' || one === 'root-unknown') === true;
    return [
      ...expect(known?.trusted === true, `a certificate of a trusted issuer: ${known?.detail}`),
      ...expect(unknown?.trusted === false && missing, `a certificate of nobody known: ${unknown?.problems}`),
      ...expect((unknown?.detail ?? '').length > 20, 'nothing is said about why it is not trusted'),
    ];
  },
  'left-alone': async (desk) => {
    const opened = await desk.type(RIGHT_PIN, true);
    if (!opened.ok) return ['the token was not opened'];
    desk.clock.advance(121_000);
    const id = await desk.certificateOf(desk.pki.clerk);
    const documents = await desk.receive(1);
    const end = await desk.begin(opened.session, id, documents).then(
      () => 'begun',
      (error: { code: string }) => error.code,
    );
    return expect(end === 'session-ended', `a session left alone for two minutes: ${end}`);
  },
};

/** A batch whose token fails at one file; a person brings it back, types the PIN, and it goes on at that very file. */
async function breakBatch(
  desk: TokenDesk,
  draw: Draw,
  commandAt: (signature: number) => ShimCommand,
  problem: string,
): Promise<Complaints> {
  const who = [desk.pki.clerk, desk.pki.organisation, desk.pki.head][draw(3)] ?? desk.pki.clerk;
  const certificate = await desk.certificateOf(who);
  const documents = await desk.receive(3 + draw(4));
  const at = 1 + draw(documents.length);
  const opened = await desk.type(RIGHT_PIN, true);
  if (!opened.ok) return ['the token was not opened'];
  const before = desk.shim.counts().signatures;
  desk.shim.tell(commandAt(before + at));
  const paused = await desk.settled((await desk.begin(opened.session, certificate, documents)).id);
  const atPause = desk.shim.counts().signatures - before;
  desk.shim.tell('none');
  const old = await desk.clerk.signing
    .resume({ batchId: paused.id, session: opened.session, certificate })
    .then(
      () => 'went on',
      (error: { code: string }) => error.code,
    );
  const again = await desk.type(RIGHT_PIN, true);
  if (!again.ok) return [`the token did not come back: ${again.code} ${again.problem}`];
  await desk.clerk.signing.resume({ batchId: paused.id, session: again.session, certificate });
  const done = await desk.settled(paused.id);
  const signatures = desk.shim.counts().signatures - before;
  await desk.clerk.tokens.closeSession({ session: again.session });
  return [
    ...expect(paused.state === 'paused' && paused.next === at, `stopped at ${paused.next} instead of ${at}`),
    ...expect(paused.trouble?.tokenProblem === problem, `paused by ${JSON.stringify(paused.trouble)}`),
    ...expect(paused.signed === at - 1, `${paused.signed} signed before file ${at}`),
    ...expect(atPause === at, `the token was asked ${atPause} times before file ${at} failed`),
    ...expect(old === 'session-ended', `with the old session: ${old}`),
    ...expect(signatures === documents.length + 1, `${signatures} signatures for ${documents.length} files`),
    ...(await judgeDone(desk, done, documents)),
  ];
}

/** Every file is signed exactly once. */
async function judgeDone(desk: TokenDesk, batch: SigningBatch, documents: string[]): Promise<Complaints> {
  const complaints = expect(
    batch.state === 'done' && batch.signed === documents.length,
    `${batch.state} with ${batch.signed} of ${documents.length}`,
  );
  for (const { documentId, dossierId } of batch.rows) {
    const found = await desk.clerk.signing.ofDossier({ dossierId: dossierId ?? '' });
    const signatures = found.documents.find(({ id }) => id === documentId)?.signatures.length;
    complaints.push(...expect(signatures === 1, `a paper has ${signatures} signatures`));
  }
  return complaints;
}

/** The module ends while it has the PIN: nobody knows whether the try was used, so it is not sent again. */
async function breakLogin(desk: TokenDesk, command: ShimCommand, problem: string): Promise<Complaints> {
  await desk.token();
  const before = desk.shim.counts().logins;
  desk.shim.tell(command);
  const broken = await desk.type(RIGHT_PIN, true);
  const sent = desk.shim.counts().logins - before;
  desk.shim.tell('none');
  return [
    ...expect(!broken.ok && broken.problem === problem, `broken at the PIN: ${JSON.stringify(broken)}`),
    ...expect(sent === 1, `the PIN was sent ${sent} times`),
    ...(await closeOpened(desk, await desk.type(RIGHT_PIN, true))),
  ];
}

async function breakList(desk: TokenDesk, commands: ShimCommand[], problem: string): Promise<Complaints> {
  const complaints: Complaints = [];
  for (const command of commands) {
    desk.shim.tell(command);
    const { tokens, troubles } = await desk.list(true);
    const said = troubles.map((one) => one.problem).join();
    complaints.push(
      ...expect(tokens.length === 0 && said === problem, `${command}: ${said || 'no trouble'}`),
    );
  }
  desk.shim.tell('none');
  return [...complaints, ...(await isBack(desk))];
}

/** Nothing has to be started anew by a person. */
async function isBack(desk: TokenDesk): Promise<Complaints> {
  const { tokens, troubles } = await desk.list(true);
  return expect(tokens.length === 1 && troubles.length === 0, `not back: ${JSON.stringify(troubles)}`);
}

async function closeOpened(
  desk: TokenDesk,
  attempt: Awaited<ReturnType<TokenDesk['type']>>,
): Promise<Complaints> {
  if (!attempt.ok) return [`the right PIN was refused: ${attempt.code} ${attempt.problem}`];
  await desk.clerk.tokens.closeSession({ session: attempt.session });
  return [];
}

function expectCode(
  attempt: Awaited<ReturnType<TokenDesk['type']>>,
  code: string,
  state: string,
): Complaints {
  const said = attempt.ok ? 'opened' : `${attempt.code} ${attempt.pin?.state}`;
  return expect(said === `${code} ${state}`, `${said} instead of ${code} ${state}`);
}

function expect(holds: boolean, complaint: string): Complaints {
  return holds ? [] : [complaint];
}
