import {
  breakLine,
  type Mark,
  type MarkLine,
  markLines,
  overlaps,
  type Place,
  placeMark,
} from '#shared/signing/index.ts';
import { PdfFileError, SigningError } from './errors.ts';
import { embedFont, type MarkDrawing, textWidth } from './mark-font.ts';
import type { PdfFile } from './pdf/file.ts';
import { type Box, boxOf, type PdfPage } from './pdf/pages.ts';
import { findText } from './pdf/text.ts';
import { dict, name, nameOf, type PdfRef } from './pdf/values.ts';
import { numberText, type PdfUpdate } from './pdf/write.ts';
import { embedPicture, type Picture, readPng } from './picture.ts';

const POINTS_PER_MM = 72 / 25.4;

/** How a signature looks. */
export type Appearance = Mark & {
  drawing: MarkDrawing;
  /** The organisation's seal in real size, or the person's signature; PNG. Null: text alone. */
  picture: {
    png: Uint8Array;
    /** Width on paper; null: as the file says. Asked for a seal, a signature is fitted into its block. */
    millimetres: number | null;
  } | null;
  /** Null: where NĐ 30/2020 wants it, a person's under the title of the form that waits for it. `page` from 1; the rest as in `Place`, the height grows as needed. */
  place: { page: number; left: number; top: number; width: number } | null;
};

/** A place that a form has for a person's signature: under its title. */
export type SigningPlace = { page: PdfPage; middle: number; top: number };

/** Further pages are not looked at: the place is on the first copy of a form. */
const PAGES_LOOKED_AT = 4;

/** Where the form waits for a person's signature; undefined for other marks and other files. */
export function findSigningPlace(
  file: PdfFile,
  pages: readonly PdfPage[],
  { kind, place, drawing }: Appearance,
): SigningPlace | undefined {
  if (kind !== 'person' || place !== null) return undefined;
  const { titles, below } = drawing.rules.person.signingPlaces;
  for (const page of pages.slice(0, PAGES_LOOKED_AT)) {
    for (const title of titles) {
      const found = findText(file, page, title);
      if (found === undefined) continue;
      const shown = placeOfBox(page, [found.left, found.bottom, found.right, found.bottom + found.size]);
      return { page, middle: shown.left + shown.width / 2, top: shown.top + shown.height + below };
    }
  }
  return undefined;
}

/** Draws a mark: its rectangle on the page, and the form that fills it. `signingPlace`: on this page. */
export function drawMark(
  file: PdfFile,
  update: PdfUpdate,
  page: PdfPage,
  appearance: Appearance,
  at: number,
  signingPlace?: SigningPlace,
): { box: Box; form: PdfRef } {
  const { rules, font } = appearance.drawing;
  const picture = appearance.picture === null ? null : readPng(appearance.picture.png);
  const size = picture === null ? undefined : pictureSize(picture, appearance, signingPlace !== undefined);
  // The form has the name under the place already; the room between is for what it has not.
  const isNamed = signingPlace !== undefined && (picture !== null || appearance.training);
  const words = markLines(isNamed ? { ...appearance, name: '' } : appearance, at, rules);
  const widthOf = (text: string) => textWidth(font, text, rules.fontSize);
  const isSeal = appearance.kind === 'organisation';
  const most =
    appearance.place?.width ??
    (signingPlace === undefined ? rules[appearance.kind].width : rules.person.signingPlaces.width);
  const lines = words.flatMap(({ text, tone }) =>
    breakLine(text, Math.min(most, shownSize(page).width) - 2 * rules.padding, widthOf).map((part) => ({
      text: part,
      tone,
    })),
  );
  // Beside a mark of the organisation there may be another: it takes no more than its words need.
  const longest = Math.max(...lines.map(({ text }) => widthOf(text))) + 2 * rules.padding;
  const width = isSeal && appearance.place === null ? Math.max(longest, size?.width ?? 0) : most;
  const textHeight = lines.length * rules.lineHeight + 2 * rules.padding;
  const height = textHeight + (size === undefined ? 0 : size.height + rules.gap);
  const place = findPlace(file, page, appearance, { width, height }, signingPlace);
  const drawnFont = embedFont(
    update,
    font,
    lines.map(({ text }) => text),
  );
  const image = picture === null ? undefined : embedPicture(update, picture);
  const parts: string[] = [];
  if (size !== undefined) {
    // A seal stands under the text, at the right; a person's signature above the name, in the middle.
    const left = isSeal ? width - size.width : (width - size.width) / 2;
    const bottom = isSeal ? 0 : height - size.height;
    parts.push(`q ${[size.width, 0, 0, size.height, left, bottom].map(numberText).join(' ')} cm /P0 Do Q`);
  }
  const textTop = isSeal || size === undefined ? height : height - size.height - rules.gap;
  lines.forEach((line, index) => {
    const x = isSeal ? width - longest + rules.padding : (width - widthOf(line.text)) / 2;
    const y = textTop - rules.padding - index * rules.lineHeight - rules.fontSize * 0.89;
    parts.push(textOperators(line, x, y, drawnFont.encode(line.text), rules));
  });
  const form = update.add({
    type: 'stream',
    dict: dict({
      Type: name('XObject'),
      Subtype: name('Form'),
      FormType: 1,
      BBox: [0, 0, width, height],
      Matrix: UPRIGHT[page.rotate] ?? [1, 0, 0, 1, 0, 0],
      Resources: dict({
        Font: dict({ F0: drawnFont.ref }),
        XObject: image === undefined ? undefined : dict({ P0: image }),
      }),
    }),
    raw: new Uint8Array(Buffer.from(parts.join('\n'), 'latin1')),
  });
  return { box: boxOnPage(page, place), form };
}

function textOperators(
  line: MarkLine,
  x: number,
  y: number,
  codes: string,
  rules: MarkDrawing['rules'],
): string {
  const colour = line.tone === 'training' ? `${rules.trainingColour.map(numberText).join(' ')} rg` : '0 g';
  return `q ${colour} BT /F0 ${numberText(rules.fontSize)} Tf ${numberText(x)} ${numberText(y)} Td <${codes}> Tj ET Q`;
}

function pictureSize(picture: Picture, { kind, picture: given, drawing }: Appearance, isTight: boolean) {
  const { rules } = drawing;
  const ratio = picture.height / picture.width;
  if (kind === 'person') {
    const room = isTight ? rules.person.signingPlaces : rules.person;
    const width = Math.min(room.width, room.pictureHeight / ratio);
    return { width, height: width * ratio };
  }
  const metres = picture.dotsPerMetre === null ? null : (picture.width / picture.dotsPerMetre) * 1000;
  const millimetres = given?.millimetres ?? metres;
  const largest = rules.largestPictureMillimetres;
  if (millimetres === null || !(millimetres > 1) || Math.max(1, ratio) * millimetres > largest)
    throw new SigningError('picture-unusable', `${millimetres ?? 'unknown'} mm wide`);
  return { width: millimetres * POINTS_PER_MM, height: millimetres * POINTS_PER_MM * ratio };
}

function findPlace(
  file: PdfFile,
  page: PdfPage,
  appearance: Appearance,
  size: { width: number; height: number },
  signingPlace: SigningPlace | undefined,
): Place {
  const { place: wanted, kind, drawing } = appearance;
  const shown = shownSize(page);
  const taken = takenPlaces(file, page);
  if (signingPlace !== undefined) {
    const left = Math.max(0, Math.min(signingPlace.middle - size.width / 2, shown.width - size.width));
    const place = { left, top: signingPlace.top, ...size };
    const isFree = place.top + place.height <= shown.height && !taken.some((one) => overlaps(one, place));
    if (isFree) return place;
  }
  if (wanted !== null) {
    const left = Math.max(0, Math.min(wanted.left, shown.width - size.width));
    const top = Math.max(0, Math.min(wanted.top, shown.height - size.height));
    return { left, top, ...size };
  }
  const place = placeMark(kind, size, shown, taken, drawing.rules);
  if (place === undefined) throw new PdfFileError('no-room', `${size.width} × ${size.height} points`);
  return place;
}

// Form XObject matrices that make a mark stand upright on a page that readers turn (§12.5.5).
const UPRIGHT: Readonly<Record<number, number[]>> = {
  90: [0, 1, -1, 0, 0, 0],
  180: [-1, 0, 0, -1, 0, 0],
  270: [0, -1, 1, 0, 0, 0],
};

/** Width and height of a page as it is shown, in points. */
export function shownSize({ box, rotate, unit }: PdfPage): { width: number; height: number } {
  const width = (box[2] - box[0]) * unit;
  const height = (box[3] - box[1]) * unit;
  return rotate % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** A place on the shown page in the page's own user space. */
export function boxOnPage(page: PdfPage, place: Place): Box {
  const { box, rotate, unit } = page;
  const shown = shownSize(page);
  const left = place.left / unit;
  const right = (place.left + place.width) / unit;
  const bottom = (shown.height - place.top - place.height) / unit;
  const top = (shown.height - place.top) / unit;
  switch (rotate) {
    case 90:
      return [box[2] - top, box[1] + left, box[2] - bottom, box[1] + right];
    case 180:
      return [box[2] - right, box[3] - top, box[2] - left, box[3] - bottom];
    case 270:
      return [box[0] + bottom, box[3] - right, box[0] + top, box[3] - left];
    default:
      return [box[0] + left, box[1] + bottom, box[0] + right, box[1] + top];
  }
}

/** A rectangle of user space as it is shown: the other way of `boxOnPage`. */
export function placeOfBox(page: PdfPage, [x0, y0, x1, y1]: Box): Place {
  const { box, rotate, unit } = page;
  const shown = shownSize(page);
  const spans: Record<number, [left: number, right: number, bottom: number, top: number]> = {
    0: [x0 - box[0], x1 - box[0], y0 - box[1], y1 - box[1]],
    90: [y0 - box[1], y1 - box[1], box[2] - x1, box[2] - x0],
    180: [box[2] - x1, box[2] - x0, box[3] - y1, box[3] - y0],
    270: [box[3] - y1, box[3] - y0, x0 - box[0], x1 - box[0]],
  };
  const [left, right, bottom, top] = spans[rotate] ?? [0, 0, 0, 0];
  return {
    left: left * unit,
    top: shown.height - top * unit,
    width: (right - left) * unit,
    height: (top - bottom) * unit,
  };
}

/** What stands on the page as annotations that are drawn: marks, stamps, form fields. */
function takenPlaces(file: PdfFile, page: PdfPage): Place[] {
  return file.array(page.dict.entries.get('Annots')).flatMap((item) => {
    const annotation = file.dictionary(item);
    const kind = nameOf(file.resolve(annotation?.entries.get('Subtype')));
    const box = boxOf(file, annotation?.entries.get('Rect'));
    if (box === undefined || kind === 'Link' || kind === 'Popup') return [];
    const place = placeOfBox(page, box);
    return place.width > 0.5 && place.height > 0.5 ? [place] : [];
  });
}
