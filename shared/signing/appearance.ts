import { z } from 'zod';
import { officeTimestamp } from '../base/index.ts';

const Points = z.number().min(0).max(2000);

/** `resources/signing/appearance.json`: how a signature looks on a page. Lengths in points. */
export const AppearanceRules = z.object({
  title: z.string(),
  validFrom: z.string(),
  sources: z.array(z.string()).min(1),
  certainty: z.string(),
  fontSize: Points,
  lineHeight: Points,
  padding: Points,
  /** Between two marks, and between picture and text. */
  gap: Points,
  organisation: z.object({
    /** At most; a mark is as wide as its longest line. */
    width: Points,
    marginTop: Points,
    marginRight: Points,
    nameLabel: z.string(),
    timeLabel: z.string(),
  }),
  person: z.object({
    width: Points,
    marginBottom: Points,
    marginRight: Points,
    /** A signature's picture is fitted into it; a seal never is. */
    pictureHeight: Points,
    nameLabel: z.string(),
    timeLabel: z.string(),
    /** Where a form has a place for a person's signature: under one of these titles, `below` its base line. */
    signingPlaces: z.object({
      titles: z.array(z.string().min(1)),
      below: Points,
      width: Points,
      pictureHeight: Points,
    }),
  }),
  training: z.string().min(1),
  /** Red, green, blue, 0–1. */
  trainingColour: z.tuple([z.number(), z.number(), z.number()]),
  largestPictureMillimetres: z.number(),
});
export type AppearanceRules = z.infer<typeof AppearanceRules>;

/** Whose signature a mark shows. */
export type Mark = {
  kind: 'organisation' | 'person';
  name: string;
  /** Organisation: number of the document or kind of copy; person: title. Empty: none. */
  heading: string;
  /** Made with a training token. */
  training: boolean;
};

export type MarkLine = { text: string; tone: 'normal' | 'training' };

/** The time as it stands on a mark: ISO 8601 to the second, `2026-11-22T15:54:20+07:00`. */
export function markTime(at: number): string {
  return `${officeTimestamp(at).slice(0, 19)}+07:00`;
}

/** What a mark says, line by line, before it is broken to its width. */
export function markLines(mark: Mark, at: number, rules: AppearanceRules): MarkLine[] {
  const { nameLabel, timeLabel } = rules[mark.kind];
  const normal = [mark.heading, `${nameLabel}${mark.name}`, `${timeLabel}${markTime(at)}`];
  const lines: MarkLine[] = normal
    .filter((text) => text.trim() !== '')
    .map((text) => ({ text: text.normalize('NFC'), tone: 'normal' }));
  return mark.training ? [{ text: rules.training, tone: 'training' }, ...lines] : lines;
}

/** Breaks a text between words, and within a word that is wider than a line. `widthOf` in the unit of `width`. */
export function breakLine(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const letter of word) {
      if (line !== '' && widthOf(line + letter) > width) {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** A rectangle on a page as it is shown: `left` and `top` from its upper left corner, in points. */
export type Place = { left: number; top: number; width: number; height: number };

/**
 * Where a mark goes: the organisation's from the upper right corner to the left, then down; a person's from the lower
 * right corner to the left, then up. Never over what is `taken`. Undefined where the page has no room.
 */
export function placeMark(
  kind: Mark['kind'],
  size: { width: number; height: number },
  page: { width: number; height: number },
  taken: readonly Place[],
  rules: AppearanceRules,
): Place | undefined {
  const { gap } = rules;
  const right = page.width - Math.min(rules[kind].marginRight, Math.max(0, page.width - size.width));
  const lefts = [right, ...taken.map((one) => one.left - gap)].map((edge) => edge - size.width);
  const first =
    kind === 'organisation'
      ? Math.min(rules.organisation.marginTop, Math.max(0, page.height - size.height))
      : Math.max(0, page.height - rules.person.marginBottom - size.height);
  const tops =
    kind === 'organisation'
      ? [first, ...taken.map((one) => one.top + one.height + gap)].sort((a, b) => a - b)
      : [first, ...taken.map((one) => one.top - gap - size.height)].sort((a, b) => b - a);
  const inPage = ({ left, top, width, height }: Place) =>
    left >= 0 && top >= 0 && left + width <= page.width + 0.01 && top + height <= page.height + 0.01;
  for (const top of tops.filter((one) => (kind === 'organisation' ? one >= first : one <= first))) {
    for (const left of lefts.filter((one) => one <= right - size.width).sort((a, b) => b - a)) {
      const place = { left, top, ...size };
      if (inPage(place) && !taken.some((one) => overlaps(one, place))) return place;
    }
  }
  return undefined;
}

/** Whether two rectangles share more than an edge. */
export function overlaps(one: Place, other: Place): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  );
}
