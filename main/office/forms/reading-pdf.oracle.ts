import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import jsqr from 'jsqr';

/** Whether a program is installed here; tests that need it are skipped by name where it is not. */
export function hasProgram(name: string): boolean {
  return spawnSync(name, ['-v'], { stdio: 'ignore' }).error === undefined;
}

export const POPPLER = 'needs pdftotext: apt-get install poppler-utils';
export const ZBAR = 'needs zbarimg: apt-get install zbar-tools';

function withFile<Value>(pdf: Uint8Array, use: (file: string, directory: string) => Value): Value {
  const directory = mkdtempSync(path.join(tmpdir(), 'reading-pdf-'));
  try {
    const file = path.join(directory, 'in.pdf');
    writeFileSync(file, pdf);
    return use(file, directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The text of each page as a reader copies it, white space folded. */
export function pageTexts(pdf: Uint8Array): string[] {
  return withFile(pdf, (file) => {
    const text = execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], { encoding: 'utf8' });
    return text
      .split('\f')
      .slice(0, -1)
      .map((page) => page.replace(/\s+/g, ' ').trim());
  });
}

/** Lines of `pdffonts`, without its head. */
export function fontLines(pdf: Uint8Array): string[] {
  return withFile(pdf, (file) =>
    execFileSync('pdffonts', [file], { encoding: 'utf8' }).trim().split('\n').slice(2),
  );
}

/** `pdfinfo` as a record. */
export function pdfFacts(pdf: Uint8Array): Record<string, string> {
  return withFile(pdf, (file) => {
    const lines = execFileSync('pdfinfo', [file], { encoding: 'utf8' }).trim().split('\n');
    return Object.fromEntries(lines.map((line) => line.split(/:\s+(.*)/s).slice(0, 2)));
  });
}

type GreyImage = { width: number; height: number; pixels: Uint8Array };

/** One page (from 1) as grey pixels, or one of its upright strips (from 0). */
export function pageImage(
  pdf: Uint8Array,
  page: number,
  dpi: number,
  strip: { number: number; of: number } = { number: 0, of: 1 },
): GreyImage {
  return withFile(pdf, (file, directory) => {
    const out = path.join(directory, 'page');
    const pages = ['-f', String(page), '-l', String(page), '-singlefile'];
    execFileSync('pdftoppm', ['-gray', '-r', String(dpi), ...pages, file, out]);
    const bytes = readFileSync(`${out}.pgm`);
    const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1'));
    if (head === null) throw new Error('not a grey picture');
    const whole = { width: Number(head[1]), height: Number(head[2]), pixels: bytes.subarray(head[0].length) };
    const width = Math.floor(whole.width / strip.of);
    const pixels = new Uint8Array(width * whole.height);
    for (let row = 0; row < whole.height; row += 1) {
      const start = row * whole.width + strip.number * width;
      pixels.set(whole.pixels.subarray(start, start + width), row * width);
    }
    return { width, height: whole.height, pixels };
  });
}

/** Content of the QR in a picture, or null. */
export function decodeQr({ width, height, pixels }: GreyImage): string | null {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let index = 0; index < width * height; index += 1) {
    rgba.fill(pixels[index] ?? 255, index * 4, index * 4 + 3);
    rgba[index * 4 + 3] = 255;
  }
  // The package's types promise a default export; under Node its CommonJS object has it one level deeper.
  const decode = typeof jsqr === 'function' ? jsqr : (jsqr as { default: typeof jsqr }).default;
  return decode(rgba, width, height)?.data ?? null;
}

/** Everything zbarimg reads on a page, as "KIND:content" lines. */
export function decodeByZbar(pdf: Uint8Array, page: number, dpi: number): string[] {
  return withFile(pdf, (file, directory) => {
    const out = path.join(directory, 'page');
    const pages = ['-f', String(page), '-l', String(page), '-singlefile'];
    execFileSync('pdftoppm', ['-png', '-r', String(dpi), ...pages, file, out]);
    const found = spawnSync('zbarimg', ['-q', '--nodbus', `${out}.png`], { encoding: 'utf8' });
    return found.stdout.trim().split('\n').sort();
  });
}
