import path from 'node:path';
import { createIds, systemClock } from '#main/host/index.ts';
import { createOfficeCore, type OpenOffice } from '#office/lifecycle/index.ts';
import { sql } from '#office/storage/index.ts';
import { resourcesDirectory } from '../fixtures/office.ts';
import type { People } from './restore-pc.ts';

/** What lies in an office's data, read by nothing of what was just proven but its opening. */
export type Look = {
  /** Id by code, of every code of the office's own. */
  own: Map<string, string>;
  dossiers: Set<string>;
  /** `chain station seq` → hash. */
  entries: Map<string, string>;
  /** Id of the paper → its hash. */
  papers: Map<string, string>;
  verified: string;
  /** Views that a rebuild makes otherwise. */
  rebuiltOtherwise: string[];
};

const rowsOf = <Row>(rows: unknown[]): Row[] => rows as Row[];

/** Opens the data of a stopped PC, without marks: looking must not begin a station. */
export async function lookInto(dataDirectory: string, people: People, rebuild: boolean): Promise<Look> {
  const core = await createOfficeCore({
    clock: systemClock,
    ids: createIds(systemClock),
    dataDirectory,
    resourcesDirectory,
    pdfWorkerFile: null,
    secrets: null,
    hostPrinter: null,
    marks: null,
    builtAt: null,
    network: null,
    log: () => undefined,
    version: '0.0.0-proof',
  });
  try {
    const { login = '', password = '' } = people.accounts.find(({ role }) => role === 'clerk') ?? {};
    await core.signIn(login, password, { origin: 'look', host: 'in-process' });
    return await lookAt(core.opened(), rebuild);
  } finally {
    await core.close();
  }
}

async function lookAt({ db, journal }: OpenOffice, rebuild: boolean): Promise<Look> {
  const codes = rowsOf<{ code: string; id: string }>(
    db.all(sql`
      select c.code, d.id from dossier_codes c join dossiers d on d.n = c.dossier_n where c.kind = 'own'`),
  );
  const ids = rowsOf<{ id: string }>(db.all(sql`select id from dossiers`));
  const entries = rowsOf<{ name: string; hash: string }>(
    db.all(sql`
      select c.chain || ' ' || c.station || ' ' || e.seq as name, hex(e.hash) as hash
      from journal_entries e join journal_chains c on c.id = e.chain_id order by e.position`),
  );
  const papers = rowsOf<{ id: string; sha256: string }>(db.all(sql`select id, sha256 from printed_papers`));
  const verified = (await journal.verify()).state;
  const rebuiltOtherwise: string[] = [];
  if (rebuild) {
    const before = journal.viewDigests();
    journal.rebuild();
    const after = journal.viewDigests();
    rebuiltOtherwise.push(...Object.keys(before).filter((table) => before[table] !== after[table]));
  }
  return {
    own: new Map(codes.map(({ code, id }) => [code, id])),
    dossiers: new Set(ids.map(({ id }) => id)),
    entries: new Map(entries.map(({ name, hash }) => [name, hash])),
    papers: new Map(papers.map(({ id, sha256 }) => [id, sha256])),
    verified,
    rebuiltOtherwise,
  };
}

/** The file of an archived paper. */
export function sealedFile(folder: string, sha256: string): string {
  return path.join(folder, sha256.slice(0, 2), `${sha256}.pdf.sealed`);
}
