import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { receiptHeadOf } from '#office/dossiers/index.ts';
import { loadReceiptTemplates, startPdfRenderer } from '#office/forms/index.ts';
import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import type { OfficeProfile } from '#shared/contract/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { chooseTemplate, layoutReceipt, receiptValuesOf } from '#shared/forms/index.ts';
import { resourcesDirectory } from '../fixtures/office.ts';
import type { PdfBaselineRequest } from './reception-pdf-worker.ts';

const WARM_UP = 12;

/**
 * Times the product's way from a dossier to the bytes of its receipt with both liên, and warm pdfmake on the finished
 * definition of the same receipt, in turns, each in a worker of its own. Milliseconds, one of each per round.
 */
export async function timePdfMaking(
  dossiers: readonly Dossier[],
  profile: OfficeProfile,
  rounds: number,
): Promise<{ product: number[]; baseline: number[]; copies: number }> {
  const fontsDirectory = path.join(resourcesDirectory, 'fonts');
  const templates = loadReceiptTemplates(path.join(resourcesDirectory, 'forms'));
  const renderer = startPdfRenderer({ fontsDirectory, workerFile: null });
  const worker = new Worker(new URL('./reception-pdf-worker.ts', import.meta.url), {
    workerData: { fontsDirectory },
  });
  const ask = async (request: PdfBaselineRequest): Promise<unknown> => {
    const answered = once(worker, 'message');
    worker.postMessage(request);
    const [answer] = await answered;
    return answer;
  };
  const layOut = (dossier: Dossier) =>
    layoutReceipt(
      chooseTemplate(templates, dossier.receivedAt.slice(0, 10)),
      receiptValuesOf(dossier, receiptHeadOf(profile)),
      profile.lookUpAddress === '' ? null : profile.lookUpAddress,
    );
  const times = { product: [] as number[], baseline: [] as number[] };
  let copies = 0;
  try {
    for (let round = -WARM_UP; round < rounds; round += 1) {
      const dossier = dossiers[(round + WARM_UP) % dossiers.length];
      if (dossier === undefined) throw new Error('no dossier to make a receipt of');
      const at = epochOfOfficeTimestamp(dossier.receivedAt);
      const measureProduct = async () => {
        const begun = performance.now();
        const document = layOut(dossier);
        await renderer.render([document], { layout: 'a5', at });
        copies = document.copies.length;
        return performance.now() - begun;
      };
      const measureBaseline = async () => {
        await ask({ kind: 'prepare', document: layOut(dossier), at });
        const begun = performance.now();
        await ask({ kind: 'draw' });
        return performance.now() - begun;
      };
      // Who goes first changes: the second of a pair finds the processor's caches warmer.
      const productFirst = round % 2 === 0;
      const first = productFirst ? await measureProduct() : await measureBaseline();
      const second = productFirst ? await measureBaseline() : await measureProduct();
      if (round < 0) continue;
      times.product.push(productFirst ? first : second);
      times.baseline.push(productFirst ? second : first);
    }
  } finally {
    await renderer.close();
    await worker.terminate();
  }
  return { ...times, copies };
}
