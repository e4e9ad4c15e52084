import type { Pack } from '#shared/contract/index.ts';

export type PackName = Pick<Pack, 'kind' | 'version'>;

/** How a pack stands in the address of the page: `catalogue-2`. */
export function addressOfPack({ kind, version }: PackName): string {
  return `${kind}-${version}`;
}

/** The pack that the address names; undefined where it names none of these. */
export function packOfAddress(text: string | null, packs: readonly Pack[]): Pack | undefined {
  return packs.find((pack) => addressOfPack(pack) === text);
}

/** The pack that is shown at first: one that waits, for somebody may have to decide; else the newest. */
export function firstPack(packs: readonly Pack[]): Pack | undefined {
  return (
    packs.find(({ state }) => state === 'waiting') ??
    packs.find(({ state }) => state === 'refused') ??
    packs[0]
  );
}
