import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { receiveDossier } from '#office/dossiers/index.ts';
import { createOfficeCore, createSample, type OfficeCore, officeFiles } from '#office/lifecycle/index.ts';
import type { OfficePorts } from '#office/ports.ts';
import { archiveKeysIn, openArchive } from '#office/printing/index.ts';
import type { CopySummary } from '#shared/contract/index.ts';
import { paperPrinted } from '#shared/journal/index.ts';
import { exampleReception, systemIds, testPorts } from '#test/fixtures/office.ts';

/** An office on sample data with a folder for its copies; what tests of copies begin with. */
export type CopyingOffice = {
  core: OfficeCore;
  ports: ReturnType<typeof testPorts>;
  target: string;
  recoveryKey: string;
  person(role: 'clerk' | 'administrator'): { login: string; password: string };
  /** Receives a dossier; gives its code. */
  receive(): string;
  /** Archives a paper of an invented dossier, as if it had been printed; gives its hash. */
  print(text: string): Promise<string>;
  /** Makes a copy into the folder and waits for its end. */
  copy(folder?: string): Promise<void>;
  listed(): Promise<CopySummary[]>;
  codes(): string[];
  end(): Promise<void>;
};

export async function startCopyingOffice(overrides: Partial<OfficePorts> = {}): Promise<CopyingOffice> {
  const target = mkdtempSync(path.join(os.tmpdir(), 'tram-copies-'));
  const ports = testPorts(overrides);
  const core = await createOfficeCore(ports);
  const { people, recoveryKey } = await createSample(core, 'three-tier');
  return {
    core,
    ports,
    target,
    recoveryKey,
    person(role) {
      const found = people.find((one) => one.role === role);
      if (found === undefined) throw new Error(`the sample has no ${role}`);
      return found;
    },
    receive: () => receiveIn(core),
    print: (text) => printIn(core, ports, text),
    async copy(folder = target) {
      await core.opened().copies.make(folder, 'u1');
      await core.opened().copies.idle();
      await setImmediate();
    },
    listed: () => core.restoring.look(target, { office: null, db: core.findOpened()?.db ?? null }),
    codes: () => codesIn(core),
    async end() {
      await core.close();
      rmSync(ports.dataDirectory, { recursive: true, force: true });
      rmSync(target, { recursive: true, force: true });
    },
  };
}

export function receiveIn(core: OfficeCore): string {
  const { receivePorts } = core.opened();
  const { dossier } = receiveDossier(receivePorts, exampleReception(), { id: 'u1', name: 'Hà' });
  return dossier.codes[0]?.code ?? '';
}

async function printIn(core: OfficeCore, ports: OfficePorts, text: string): Promise<string> {
  const { db, journal, key } = core.opened();
  const archive = openArchive({
    directory: officeFiles(ports.dataDirectory).archive,
    keys: () => archiveKeysIn(db, key),
    ids: systemIds,
  });
  const sha256 = await archive.write(Buffer.from(text.repeat(50)));
  const { id } = db.one({ strings: ['select id from dossiers order by n desc limit 1'], values: [] }) as {
    id: string;
  };
  db.transaction((tx) =>
    journal.appendInTx(tx, {
      kind: paperPrinted,
      actor: 'u1',
      subject: id,
      body: paperOf(sha256, id),
    }),
  );
  return sha256;
}

function paperOf(sha256: string, dossierId: string) {
  return {
    paperId: systemIds.id(),
    dossierId,
    paper: 'receipt' as const,
    title: 'Giấy tiếp nhận',
    form: 'receipt-1',
    sha256,
    printer: 'PDF',
    copies: 2,
    revision: 1,
    reprint: 0,
    attempt: 1,
    outcome: 'printed' as const,
    toldBy: 'printer' as const,
    problem: null,
  };
}

export function codesIn(core: OfficeCore): string[] {
  return core
    .opened()
    .db.all({ strings: ['select code from dossier_codes order by code'], values: [] })
    .map((row) => (row as { code: string }).code);
}
