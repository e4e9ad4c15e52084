import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { layoutReceipt, receiptValuesOf } from '#shared/forms/index.ts';
import { sampleDossier, sampleHead, shippedTemplates } from '#shared/forms/sample-receipt.oracle.ts';
import { type PdfRenderer, startPdfRenderer } from './pdf-renderer.ts';
import { createPdfDrawer } from './render.ts';

const fontsDirectory = path.resolve(import.meta.dirname, '../../../resources/fonts');
const directory = mkdtempSync(path.join(tmpdir(), 'pdf-renderer-'));
const [template] = shippedTemplates();
if (template === undefined) throw new Error('template missing');
const document = layoutReceipt(template, receiptValuesOf(sampleDossier(), sampleHead), 'https://t.example');
const options = { layout: 'a5', at: 0 } as const;

const open: PdfRenderer[] = [];
function start(settings: Partial<Parameters<typeof startPdfRenderer>[0]> = {}): PdfRenderer {
  const renderer = startPdfRenderer({ fontsDirectory, workerFile: null, ...settings });
  open.push(renderer);
  return renderer;
}
afterEach(async () => {
  for (const renderer of open.splice(0)) await renderer.close();
});
afterAll(() => rmSync(directory, { recursive: true }));

/** A worker that answers with the title, and misbehaves where the title says so. */
function scriptedWorker(): string {
  const file = path.join(directory, 'scripted.mjs');
  writeFileSync(
    file,
    `import { parentPort, threadId } from 'node:worker_threads';
     parentPort.on('message', ({ id, documents }) => {
       const title = documents[0].title;
       if (title === 'hang') return;
       if (title === 'exit') process.exit(3);
       if (title === 'throw') throw new Error('broken');
       if (title === 'refuse') return parentPort.postMessage({ id, error: 'no ink' });
       parentPort.postMessage({ id: 999, pdf: new Uint8Array([0]) });
       parentPort.postMessage({ id, pdf: new TextEncoder().encode(title + ' by ' + threadId) });
     });`,
  );
  return file;
}

const titled = (title: string) => [{ ...document, title }];
const textOf = (pdf: Uint8Array) => new TextDecoder().decode(pdf);

describe('startPdfRenderer', () => {
  it('draws in the worker what is drawn here, in order, many at a time', async () => {
    const renderer = start();
    const here = await createPdfDrawer(fontsDirectory)([document], options);
    const all = await Promise.all([1, 2, 3].map(() => renderer.render([document], options)));
    for (const pdf of all) expect(Buffer.compare(pdf, here)).toBe(0);
    const stamped = await renderer.stamp(here, 'BẢN IN LẠI 1');
    expect(stamped.byteLength).toBeGreaterThan(here.byteLength);
    // The order must not take the caller's bytes away: the archive still reads them.
    expect(here.byteLength).toBeGreaterThan(0);
  });

  it('keeps one worker, and a new one after it has died or hung; the others in the queue still get theirs', async () => {
    const renderer = start({ workerFile: scriptedWorker(), timeoutMs: 300 });
    const first = textOf(await renderer.render(titled('a'), options));
    expect(textOf(await renderer.render(titled('a'), options))).toBe(first);
    const results = await Promise.allSettled(
      ['exit', 'b', 'throw', 'c', 'hang', 'd', 'refuse', 'e'].map((title) =>
        renderer.render(titled(title), options),
      ),
    );
    const said = results.map((result) =>
      result.status === 'fulfilled' ? textOf(result.value).split(' ')[0] : result.reason.code,
    );
    expect(said).toEqual([
      'pdf-worker-died',
      'b',
      'pdf-worker-died',
      'c',
      'pdf-timeout',
      'd',
      'pdf-failed',
      'e',
    ]);
  });

  it('says why a worker cannot start', async () => {
    const missing = start({ fontsDirectory: directory });
    await expect(missing.render([document], options)).rejects.toMatchObject({ code: 'pdf-worker-died' });
  });

  it('rejects what waits when it is closed, and everything after', async () => {
    const renderer = start({ workerFile: scriptedWorker() });
    const waiting = ['hang', 'a'].map((title) => renderer.render(titled(title), options));
    const settled = Promise.allSettled(waiting);
    await renderer.close();
    for (const result of await settled) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'pdf-closed' } });
    }
    await expect(renderer.render(titled('a'), options)).rejects.toMatchObject({ code: 'pdf-closed' });
    await renderer.close();
  });

  it('draws the same from a bundle', async () => {
    const outDir = path.join(directory, 'bundle');
    await build({
      root: path.resolve(import.meta.dirname, '../../..'),
      configFile: false,
      logLevel: 'silent',
      ssr: { noExternal: true },
      build: {
        ssr: true,
        outDir,
        emptyOutDir: true,
        minify: false,
        rolldownOptions: {
          input: { 'pdf-worker': path.join(import.meta.dirname, 'pdf-worker.ts') },
          output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
        },
      },
    });
    const renderer = start({ workerFile: path.join(outDir, 'pdf-worker.mjs') });
    const here = await createPdfDrawer(fontsDirectory)([document], options);
    expect(Buffer.compare(await renderer.render([document], options), here)).toBe(0);
    expect((await renderer.stamp(here, 'BẢN IN LẠI 1')).byteLength).toBeGreaterThan(here.byteLength);
  });
});
