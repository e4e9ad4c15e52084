import { deflateSync, inflateSync } from 'node:zlib';
import { SigningError } from './errors.ts';
import { unfilterRows } from './pdf/filters.ts';
import { dict, name, type PdfRef } from './pdf/values.ts';
import type { PdfUpdate } from './pdf/write.ts';

/** A signature's or seal's picture in dots, with its transparency. */
export type Picture = {
  width: number;
  height: number;
  rgb: Uint8Array;
  /** Null: opaque. */
  alpha: Uint8Array | null;
  /** As the file says; null: it does not. */
  dotsPerMetre: number | null;
};

const MAX_SIDE = 4_000;
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function unusable(detail: string): SigningError {
  return new SigningError('picture-unusable', detail);
}

/**
 * Reads a PNG with 8 bits a channel (or a palette of 1–8), not interlaced, at most 4000 × 4000: what every program
 * writes for a picture with transparency. Throws SigningError `picture-unusable`.
 */
export function readPng(bytes: Uint8Array): Picture {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < 33 || data.readUInt32BE(0) !== 0x89504e47 || data.toString('latin1', 12, 16) !== 'IHDR')
    throw unusable('not a PNG');
  const width = data.readUInt32BE(16);
  const height = data.readUInt32BE(20);
  const [depth = 0, colour = 9, , , interlace] = data.subarray(24, 29);
  const channels = CHANNELS[colour];
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE)
    throw unusable(`${width} × ${height}`);
  if (channels === undefined || interlace !== 0 || (depth !== 8 && !(colour === 3 && depth < 8)))
    throw unusable(`colour ${colour}, ${depth} bits, interlace ${interlace}`);
  let palette: Uint8Array = new Uint8Array();
  let transparency: Uint8Array = new Uint8Array();
  let dotsPerMetre: number | null = null;
  const pieces: Buffer[] = [];
  for (let at = 8; at + 12 <= data.length; ) {
    const length = data.readUInt32BE(at);
    const kind = data.toString('latin1', at + 4, at + 8);
    const content = data.subarray(at + 8, at + 8 + length);
    if (kind === 'PLTE') palette = content;
    if (kind === 'tRNS') transparency = content;
    if (kind === 'pHYs' && content[8] === 1) dotsPerMetre = content.readUInt32BE(0);
    if (kind === 'IDAT') pieces.push(content);
    at += 12 + length;
  }
  const rowLength = Math.ceil((width * channels * depth) / 8);
  let plain: Uint8Array;
  try {
    plain = inflateSync(Buffer.concat(pieces), { maxOutputLength: (rowLength + 1) * height });
  } catch {
    throw unusable('its data can not be read');
  }
  if (plain.length !== (rowLength + 1) * height) throw unusable('it is cut short');
  const rows = unfilterRows(plain, rowLength, Math.max(1, (channels * depth) >> 3));
  const rgb = new Uint8Array(width * height * 3);
  const alpha = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const dot = y * width + x;
      const sample = (channel: number) => rows[y * rowLength + x * channels + channel] ?? 0;
      if (colour === 3) {
        const bit = x * depth;
        const entry =
          ((rows[y * rowLength + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
        for (let channel = 0; channel < 3; channel += 1)
          rgb[dot * 3 + channel] = palette[entry * 3 + channel] ?? 0;
        alpha[dot] = transparency[entry] ?? 255;
      } else {
        const grey = channels < 3;
        for (let channel = 0; channel < 3; channel += 1) rgb[dot * 3 + channel] = sample(grey ? 0 : channel);
        if (channels === 2 || channels === 4) alpha[dot] = sample(channels - 1);
      }
    }
  }
  const hasAlpha = alpha.some((value) => value !== 255);
  return { width, height, rgb, alpha: hasAlpha ? alpha : null, dotsPerMetre };
}

/** Puts a picture into the file. */
export function embedPicture(update: PdfUpdate, picture: Picture): PdfRef {
  const image = (raw: Uint8Array, space: string, mask?: PdfRef): PdfRef =>
    update.add({
      type: 'stream',
      dict: dict({
        Type: name('XObject'),
        Subtype: name('Image'),
        Width: picture.width,
        Height: picture.height,
        ColorSpace: name(space),
        BitsPerComponent: 8,
        Filter: name('FlateDecode'),
        SMask: mask,
      }),
      raw: new Uint8Array(deflateSync(raw)),
    });
  const mask = picture.alpha === null ? undefined : image(picture.alpha, 'DeviceGray');
  return image(picture.rgb, 'DeviceRGB', mask);
}
