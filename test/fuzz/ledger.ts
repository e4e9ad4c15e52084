import type { Desk } from './office.ts';

/** Something that must never be. Carries what a person needs to look at it. */
export class Broken extends Error {}

/** What an onlooker who sees every screen and every paper writes down, in the simplest way there is. */
export type Ledger = {
  /**
   * Looks at what an office's journal has grown by. Throws Broken where a number of an entry or a code was given
   * twice, by whomever.
   */
  look(desk: Desk): void;
  /** The database was replaced by an older copy: it is looked at anew. */
  forgetHeads(office: string): void;
  /** Dossiers this office has received and not erased, as far as the onlooker remembers. */
  dossiersOf(office: string): readonly string[];
  /** The dossiers that this office corrected last. */
  correctedBy(office: string): readonly string[];
  /** The hash of every entry ever seen, by `office/station`; index: seq - 1. */
  chains: ReadonlyMap<string, string[]>;
  /** Every code was seen on a paper of that dossier: for a proof that the onlooker would notice. */
  claimAll(dossier: string): void;
  /** Every code ever given. */
  codes: ReadonlyMap<string, string>;
};

type Body = {
  dossier?: { id?: string; codes?: { code: string; kind: string }[] };
  code?: string;
};

export function createLedger(): Ledger {
  const chains = new Map<string, string[]>();
  const codes = new Map<string, string>();
  const dossiers = new Map<string, string[]>();
  const corrected = new Map<string, string[]>();
  const seen = new Map<string, Map<string, number>>();

  function give(code: string, dossier: string, where: string): void {
    const before = codes.get(code);
    if (before !== undefined && before !== dossier)
      throw new Broken(`the code ${code} was given to ${before} and to ${dossier} (${where})`);
    codes.set(code, dossier);
  }

  function lookAt(desk: Desk, station: string, from: number): number {
    const { office } = desk.disk;
    const name = `${office}/${station}`;
    const chain = chains.get(name) ?? [];
    chains.set(name, chain);
    let last = from;
    for (const { entry, body } of desk.journal.entriesAfter('exchange', from, 100_000, station)) {
      const before = chain[entry.seq - 1];
      if (before !== undefined && before !== entry.hash)
        throw new Broken(`${name} ${entry.seq} names two entries: ${before} and ${entry.hash}`);
      chain[entry.seq - 1] = entry.hash;
      last = entry.seq;
      if (entry.kind === 'dossier-corrected' && before === undefined)
        corrected.set(office, [...(corrected.get(office) ?? []), entry.subject].slice(-30));
      if (body === undefined) continue;
      const where = `${name} ${entry.seq}`;
      if (entry.kind === 'dossier-received') {
        const { dossier } = JSON.parse(body) as Body;
        for (const { code, kind } of dossier?.codes ?? [])
          if (kind === 'own') give(code, entry.subject, where);
        if (before === undefined)
          dossiers.set(office, [...(dossiers.get(office) ?? []), entry.subject].slice(-300));
      } else if (entry.kind === 'dossier-code-given') {
        const { code } = JSON.parse(body) as Body;
        if (code !== undefined) give(code, entry.subject, where);
      }
    }
    return last;
  }

  return {
    chains,
    codes,
    claimAll: (dossier) => {
      for (const code of codes.keys()) codes.set(code, dossier);
    },
    dossiersOf: (office) => dossiers.get(office) ?? [],
    correctedBy: (office) => corrected.get(office) ?? [],
    forgetHeads: (office) => {
      seen.delete(office);
    },
    look(desk) {
      const heads = seen.get(desk.disk.office) ?? new Map<string, number>();
      seen.set(desk.disk.office, heads);
      for (const { station, chain, seq } of desk.journal.heads()) {
        if (chain !== 'exchange' || heads.get(station) === seq) continue;
        heads.set(station, lookAt(desk, station, heads.get(station) ?? 0));
      }
    },
  };
}
