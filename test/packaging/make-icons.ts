import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

/**
 * Draws the program's icons from `resources/icons/icon.svg`: `npm exec -- node test/packaging/make-icons.ts`.
 * Run by hand when the drawing changes; the pictures are kept, because a build machine may have no browser.
 */
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
const folder = path.resolve(import.meta.dirname, '../../resources/icons');

/** An .ico file is a list of PNG files with a header of 6 bytes and 16 bytes for each. */
function makeIco(pictures: ReadonlyMap<number, Buffer>): Buffer {
  const header = Buffer.alloc(6 + pictures.size * 16);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.size, 4);
  let offset = header.length;
  let entry = 6;
  for (const [size, picture] of pictures) {
    // 0 stands for 256.
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(picture.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += picture.length;
    entry += 16;
  }
  return Buffer.concat([header, ...pictures.values()]);
}

const svg = readFileSync(path.join(folder, 'icon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: process.env['DESK_BROWSER'] ?? '/usr/bin/chromium' });
const pictures = new Map<number, Buffer>();
for (const size of SIZES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  pictures.set(size, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
mkdirSync(folder, { recursive: true });
for (const [size, picture] of pictures) writeFileSync(path.join(folder, `${size}x${size}.png`), picture);
writeFileSync(
  path.join(folder, 'icon.ico'),
  makeIco(new Map([...pictures].filter(([size]) => ICO_SIZES.includes(size)))),
);
