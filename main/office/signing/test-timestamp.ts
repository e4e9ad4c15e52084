import { officeTimestamp } from '#shared/base/index.ts';
import type { PdfWork } from './ports.ts';

export type TimestampTest = {
  ok: boolean;
  milliseconds: number;
  /** Office time, as the service states it. */
  at: string | null;
  authority: string;
  /** In Vietnamese; null where nothing is wrong. */
  problem: string | null;
};

/** The national service was measured at up to 131 s. */
const LONGEST_MS = 180_000;

/** Asks a timestamp service once, over random bytes. Never throws: what is wrong is the answer. */
export async function testTimestamp(
  pdf: PdfWork,
  address: string,
  given: AbortSignal,
): Promise<TimestampTest> {
  const began = performance.now();
  const took = () => Math.round(performance.now() - began);
  const signal = AbortSignal.any([given, AbortSignal.timeout(LONGEST_MS)]);
  try {
    const { at, authority } = await pdf.testTimestamp({ address, signal });
    return {
      ok: true,
      milliseconds: took(),
      at: at === null ? null : officeTimestamp(at),
      authority,
      problem: null,
    };
  } catch {
    return { ok: false, milliseconds: took(), at: null, authority: '', problem: PROBLEM };
  }
}

const PROBLEM =
  'Máy chủ dấu thời gian không trả lời đúng. Kiểm tra địa chỉ và đường mạng; chữ ký vẫn ký được, dấu thời gian sẽ lấy sau.';
