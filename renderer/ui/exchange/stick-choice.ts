import type { OfficeClient } from '#renderer/office/index.ts';

export type StickPlace = Awaited<ReturnType<OfficeClient['exchange']['stickPlaces']>>['places'][number];
export type StickFile = StickPlace['files'][number];

/**
 * Where a file goes to: what was chosen as long as it is plugged in, else the first drive, else (null) a folder that is
 * typed. `wished` undefined: nothing was chosen yet.
 */
export function folderToUse(places: readonly StickPlace[], wished: string | null | undefined): string | null {
  if (wished === null) return null;
  if (wished !== undefined && places.some(({ folder }) => folder === wished)) return wished;
  return places[0]?.folder ?? null;
}

/** What an office itself writes to a stick: listed, since it lies there, but nothing to take in. */
const OWN_FILE = /_(?:gui|yeu-cau-ghep)\.tmc$/i;

/** The newest file first, over all places, the office's own exports last; the same file is listed once. */
export function filesNewestFirst(places: readonly StickPlace[]): { file: StickFile; place: StickPlace }[] {
  const seen = new Set<string>();
  return places
    .flatMap((place) => place.files.map((file) => ({ file, place })))
    .filter(({ file }) => {
      if (seen.has(file.file)) return false;
      seen.add(file.file);
      return true;
    })
    .toSorted(
      (left, right) =>
        Number(OWN_FILE.test(left.file.name)) - Number(OWN_FILE.test(right.file.name)) ||
        (left.file.at < right.file.at ? 1 : left.file.at > right.file.at ? -1 : 0),
    );
}
