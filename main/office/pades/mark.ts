import {
  breakLine,
  type Mark,
  type MarkLine,
  markLines,
  type Place,
  placeMark,
} from '#shared/signing/index.ts';
import { PdfFileError, SigningError } from './errors.ts';
import { embedFont, type MarkDrawing, textWidth } from './mark-font.ts';
import type { PdfFile } from './pdf/file.ts';
import { type Box, boxOf, type PdfPage } from './pdf/pages.ts';
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
  /** Null: where NĐ 30/2020 wants it. `page` from 1; the rest as in `Place`, the height grows as needed. */
  place: { page: number; left: number; top: number; width: number } | null;
};

/** Draws a mark: its rectangle on the page, and the form that fills it. */
export function drawMark(
  file: PdfFile,
  update: PdfUpdate,
  page: PdfPage,
  appearance: Appearance,
  at: number,
): { box: Box; form: PdfRef } {
  const { rules, font } = appearance.drawing;
  const picture = appearance.picture === null ? null : readPng(appearance.picture.png);
  const size = picture === null ? undefined : pictureSize(picture, appearance);
  const textBox = appearance.place?.width ?? rules[appearance.kind].width;
  const inner = textBox - 2 * rules.padding;
  const lines = markLines(appearance, at, rules).flatMap(({ text, tone }) =>
    breakLine(text, inner, (part) => textWidth(font, part, rules.fontSize)).map((part) => ({
      text: part,
      tone,
    })),
  );
  const textHeight = lines.length * rules.lineHeight + 2 * rules.padding;
  const isSeal = appearance.kind === 'organisation';
  const width = textBox + (isSeal && size !== undefined ? size.width + rules.gap : 0);
  const height = isSeal
    ? Math.max(textHeight, size?.height ?? 0)
    : textHeight + (size === undefined ? 0 : size.height + rules.gap);
  const place = findPlace(file, page, appearance, { width, height });
  const drawnFont = embedFont(
    update,
    font,
    lines.map(({ text }) => text),
  );
  const image = picture === null ? undefined : embedPicture(update, picture);
  const parts: string[] = [];
  if (size !== undefined) {
    // A seal stands left of the text, a person's signature above the name.
    const left = isSeal ? 0 : (width - size.width) / 2;
    const bottom = height - size.height;
    parts.push(`q ${[size.width, 0, 0, size.height, left, bottom].map(numberText).join(' ')} cm /P0 Do Q`);
  }
  const textLeft = width - textBox;
  const textTop = isSeal || size === undefined ? height : height - size.height - rules.gap;
  lines.forEach((line, index) => {
    const lineWidth = textWidth(font, line.text, rules.fontSize);
    const x = isSeal ? textLeft + rules.padding : textLeft + (textBox - lineWidth) / 2;
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

function pictureSize(picture: Picture, { kind, picture: given, drawing }: Appearance) {
  const { rules } = drawing;
  const ratio = picture.height / picture.width;
  if (kind === 'person') {
    const room = { width: rules.person.width, height: rules.person.pictureHeight };
    const width = Math.min(room.width, room.height / ratio);
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
): Place {
  const { place: wanted, kind, drawing } = appearance;
  const shown = shownSize(page);
  if (wanted !== null) {
    const left = Math.max(0, Math.min(wanted.left, shown.width - size.width));
    const top = Math.max(0, Math.min(wanted.top, shown.height - size.height));
    return { left, top, ...size };
  }
  const place = placeMark(kind, size, shown, takenPlaces(file, page), drawing.rules);
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
