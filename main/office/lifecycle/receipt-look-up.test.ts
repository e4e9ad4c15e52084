import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createIds, systemClock } from '#main/host/index.ts';
import { inviteOffice, type RunningProvince, startProvince } from '#main/province/index.ts';
import { readSettings, writeSettings } from '#main/province/settings.ts';
import type { OfficeClient } from '#office/index.ts';
import { type BareOffice, startBareOffice } from '#test/fixtures/contract.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { decodeQr, hasProgram, pageImage } from '../forms/reading-pdf.oracle.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const OWN = 'https://dichvucong.gov.vn';
const SITE = 'https://motcua.tinh.example';
const ids = createIds(systemClock);
let running: RunningProvince;
let bare: BareOffice;
let administrator: OfficeClient;
let clerk: OfficeClient;

beforeAll(async () => {
  running = await startProvince({ port: 0, clock: systemClock, ids, log: quiet, version: '0.1.0' });
  bare = await startBareOffice();
  administrator = await bare.signedIn('administrator');
  clerk = await bare.signedIn('clerk');
  const { name, agencyCode, codeFormat } = bare.core.opened().settings().profile;
  const { code } = await inviteOffice(running.province, { name, agencyCode, codeFormat });
  await administrator.exchange.enrol({ address: running.address, code });
}, 180_000);
afterAll(async () => {
  await bare.end();
  await running.close();
});

/** The province opens or shuts its look-up, and the office hears of it. */
async function open(isOpen: boolean): Promise<void> {
  const { sql } = running.province;
  const lookup = { open: isOpen, ground: 'Quyết định số 12/2026/QĐ-UBND' };
  await writeSettings(sql, { ...(await readSettings(sql)), address: SITE, lookup });
  await administrator.exchange.sendNow({});
  const by = isOpen ? 'province' : 'office';
  await vi.waitFor(async () => expect((await administrator.exchange.overview({})).lookUp.by).toBe(by), {
    timeout: 60_000,
    interval: 250,
  });
}

async function receive() {
  const { dossier } = await clerk.dossiers.receive({ ...exampleReception(), requestId: ids.id() });
  const code = dossier.codes[0]?.code ?? '';
  return { id: dossier.id, query: `?ma=${code}&kt=${dossier.checkValue}` };
}

/** What a telephone reads on the archived paper, the `number`-th that was printed of a dossier (from 0). */
async function qrOf(id: string, number = 0): Promise<string | null> {
  const paper = await vi.waitFor(
    async () => {
      const { papers } = await clerk.dossiers.get({ id });
      const found = papers.find(({ reprint }) => reprint === number);
      if (found === undefined) throw new Error('not printed yet');
      return found;
    },
    { timeout: 60_000, interval: 250 },
  );
  const { pdfBase64 } = await clerk.dossiers.paperPdf({ paperId: paper.id });
  return decodeQr(pageImage(new Uint8Array(Buffer.from(pdfBase64, 'base64')), 1, 200));
}

it.skipIf(!hasProgram('pdftoppm'))(
  'P22 a receipt leads to the look-up that is open when it is made, and leads there for ever',
  async () => {
    const before = await receive();
    expect(await qrOf(before.id)).toBe(`${OWN}${before.query}`);
    await open(true);
    const meanwhile = await receive();
    expect(await qrOf(meanwhile.id)).toBe(`${SITE}/tra-cuu${meanwhile.query}`);
    const { document } = await clerk.dossiers.receipt({ id: meanwhile.id });
    expect(document.qr).toBe(`${SITE}/tra-cuu${meanwhile.query}`);
    await clerk.dossiers.reprint({ dossierId: before.id, requestId: ids.id() });
    expect(await qrOf(before.id, 1)).toBe(`${OWN}${before.query}`);
    await open(false);
    await clerk.dossiers.reprint({ dossierId: meanwhile.id, requestId: ids.id() });
    expect(await qrOf(meanwhile.id, 1)).toBe(`${SITE}/tra-cuu${meanwhile.query}`);
    await open(true);
    await administrator.exchange.leave({});
    const after = await receive();
    expect(await qrOf(after.id)).toBe(`${OWN}${after.query}`);
  },
  240_000,
);
