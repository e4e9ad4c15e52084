import { canonicalJson } from '#shared/journal/index.ts';
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
  /**
   * What an office and its province both hold no more is gone with a drive: nobody can know of it, nor of the numbers it
   * gave. `there`: the last entry of each station that the province holds.
   */
  forgetBehind(desk: Desk, there: ReadonlyMap<string, number>): void;
  /**
   * An older copy goes on under its station and has not heard of what came after: what it finds written under its numbers
   * is another copy's from now on (P11). `there`: the last entry of that station that the province holds. Gives how many.
   */
  goOnBeside(desk: Desk, there: number): number;
  /** By `office/station`: what another copy wrote and the province holds, as `seq hash`. */
  others: ReadonlyMap<string, ReadonlySet<string>>;
  /** Codes that two copies of one station have both given, before one heard of the other. */
  givenByBoth: ReadonlySet<string>;
  /** Under which versions, procedure and date each dossier was received, as canonical JSON: packs change none of it (P21). */
  terms: ReadonlyMap<string, string>;
  /** Dossiers this office has received and not erased, as far as the onlooker remembers. */
  dossiersOf(office: string): readonly string[];
  /** The dossiers that this office corrected last. */
  correctedBy(office: string): readonly string[];
  /** The hash of every entry ever seen, by `office/station`; index: seq - 1. */
  chains: ReadonlyMap<string, string[]>;
  /** As if a dossier had been received under other terms. */
  changeTerms(dossier: string, as: string): void;
  /** Every code was seen on a paper of that dossier: for a proof that the onlooker would notice. */
  claimAll(dossier: string): void;
  /** Every code ever given. */
  codes: ReadonlyMap<string, string>;
};

type Terms = { versions?: unknown; procedure?: unknown; due?: unknown };

/** What a dossier keeps whatever comes into force after it. */
export const termsOf = ({ versions, procedure, due }: Terms): string =>
  canonicalJson([versions, procedure, due]);

type Body = {
  dossier?: { id?: string; codes?: { code: string; kind: string }[] } & Terms;
  code?: string;
};

export function createLedger(): Ledger {
  const chains = new Map<string, string[]>();
  const codes = new Map<string, string>();
  const dossiers = new Map<string, string[]>();
  const corrected = new Map<string, string[]>();
  const terms = new Map<string, string>();
  /** The entry that gave a code, as `office/station` and seq. */
  const givenIn = new Map<string, { name: string; seq: number }>();
  const seen = new Map<string, Map<string, number>>();
  const others = new Map<string, Set<string>>();
  /** By code: the station under which another copy has given it. */
  const givenByOther = new Map<string, string>();
  const givenByBoth = new Set<string>();

  function give(code: string, dossier: string, name: string, seq: number): void {
    const before = codes.get(code);
    if (before !== undefined && before !== dossier)
      throw new Broken(`the code ${code} was given to ${before} and to ${dossier} (${name} ${seq})`);
    const other = givenByOther.get(code);
    if (other !== undefined && other !== name)
      throw new Broken(`the code ${code} was given by a copy under ${other}, and again under ${name} ${seq}`);
    if (other !== undefined) givenByBoth.add(code);
    codes.set(code, dossier);
    givenIn.set(code, { name, seq });
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
      if (entry.kind === 'dossier-received') {
        const { dossier } = JSON.parse(body) as Body;
        for (const { code, kind } of dossier?.codes ?? [])
          if (kind === 'own') give(code, entry.subject, name, entry.seq);
        if (dossier !== undefined) terms.set(entry.subject, termsOf(dossier));
        if (before === undefined)
          dossiers.set(office, [...(dossiers.get(office) ?? []), entry.subject].slice(-300));
      } else if (entry.kind === 'dossier-code-given') {
        const { code } = JSON.parse(body) as Body;
        if (code !== undefined) give(code, entry.subject, name, entry.seq);
      }
    }
    return last;
  }

  return {
    chains,
    terms,
    forgetBehind(desk, there) {
      const { office } = desk.disk;
      const here = new Map<string, number>();
      for (const { station, chain, seq } of desk.journal.heads())
        if (chain === 'exchange') here.set(station, seq);
      for (const [name, chain] of chains) {
        if (!name.startsWith(`${office}/`)) continue;
        const station = name.slice(office.length + 1);
        const last = Math.max(here.get(station) ?? 0, there.get(station) ?? 0);
        chain.length = Math.min(chain.length, last);
        for (const [code, given] of givenIn)
          if (given.name === name && given.seq > last) {
            givenIn.delete(code);
            codes.delete(code);
          }
      }
    },
    codes,
    others,
    givenByBoth,
    goOnBeside(desk, there) {
      const name = `${desk.disk.office}/${desk.station}`;
      const from =
        desk.journal.heads().find(({ chain, station }) => chain === 'exchange' && station === desk.station)
          ?.seq ?? 0;
      const chain = chains.get(name) ?? [];
      const left = chain.slice(from, there).map((hash, index) => `${from + 1 + index} ${hash}`);
      others.set(name, new Set([...(others.get(name) ?? []), ...left]));
      chain.length = Math.min(chain.length, from);
      for (const [code, given] of givenIn) {
        if (given.name !== name || given.seq <= from) continue;
        givenIn.delete(code);
        codes.delete(code);
        // What never left the drive is known to nobody.
        if (given.seq <= there) givenByOther.set(code, name);
      }
      return left.length;
    },
    changeTerms: (dossier, as) => {
      terms.set(dossier, as);
    },
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
