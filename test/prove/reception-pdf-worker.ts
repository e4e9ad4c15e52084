import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { FormDocument } from '#shared/forms/index.ts';
import { pdfDefinition } from '../../main/office/forms/definition.ts';
import { createPdfDrawer } from '../../main/office/forms/render.ts';
import { createOutliner } from '../../main/office/forms/watermark.ts';

/**
 * The baseline of the receipt's making: pdfmake alone, warm, in a worker as the product's. `prepare` builds the
 * finished definition, `draw` hands it to pdfmake; only the second is timed by who asks.
 */
export type PdfBaselineRequest = { kind: 'prepare'; document: FormDocument; at: number } | { kind: 'draw' };

if (parentPort === null) throw new Error('runs as a worker thread only');
const port = parentPort;
const { fontsDirectory } = workerData as { fontsDirectory: string };
// For its setting up of fonts and policies; what draws here is pdfmake itself.
createPdfDrawer(fontsDirectory);
const outline = createOutliner(path.join(fontsDirectory, 'tinos', 'Tinos_700Bold.ttf'));
let definition: TDocumentDefinitions | undefined;

async function answer(request: PdfBaselineRequest): Promise<void> {
  if (request.kind === 'prepare') {
    definition = pdfDefinition([request.document], { layout: 'a5', at: request.at }, outline);
    port.postMessage('prepared');
    return;
  }
  if (definition === undefined) throw new Error('nothing was prepared');
  const pdf = new Uint8Array(await pdfmake.createPdf(definition).getBuffer());
  port.postMessage(pdf, [pdf.buffer]);
}

port.on('message', (request: PdfBaselineRequest) => void answer(request));
