import { type Clock, officeTimestamp } from '#shared/base/index.ts';
import type { TicketPrinterState } from '#shared/contract/index.ts';
import { problemSentence } from '../problems.ts';
import type { PrinterCheck } from './printer.ts';

const READY = 'Sẵn sàng';
const NEAR_END = 'Sẵn sàng. Giấy sắp hết, hãy chuẩn bị cuộn mới.';
const TELLS_NOTHING = 'Máy in này không báo tình trạng; phiếu gửi đi được coi là đã in.';
const NOT_ASKED = 'Đang hỏi tình trạng máy in.';

/** What is known of the printer, in words. `onChanged` when they would read otherwise. */
export function createPrinterState(
  clock: Clock,
  onChanged: () => void,
): { note(check: PrinterCheck | null): void; forget(): void; get(): TicketPrinterState } {
  const first: TicketPrinterState = {
    state: 'unknown',
    problem: null,
    detail: NOT_ASKED,
    paperNearEnd: false,
    checkedAt: null,
    lastProblem: null,
  };
  let state = first;

  function describe(
    check: PrinterCheck | null,
  ): Pick<TicketPrinterState, 'state' | 'problem' | 'detail' | 'paperNearEnd'> {
    if (check === null) {
      return {
        state: 'none',
        problem: 'not-chosen',
        detail: problemSentence('not-chosen'),
        paperNearEnd: false,
      };
    }
    const { problem, status } = check;
    if (problem !== null) {
      return { state: 'trouble', problem, detail: problemSentence(problem), paperNearEnd: false };
    }
    if (status === null) return { state: 'unknown', problem, detail: TELLS_NOTHING, paperNearEnd: false };
    const near = status.paperNearEnd;
    return { state: 'ready', problem, detail: near ? NEAR_END : READY, paperNearEnd: near };
  }

  return {
    note(check) {
      const now = officeTimestamp(clock.now());
      const next = describe(check);
      const isNewProblem = next.state === 'trouble' && next.problem !== state.problem;
      const changed = next.state !== state.state || next.detail !== state.detail;
      state = {
        ...next,
        checkedAt: now,
        lastProblem: isNewProblem ? { at: now, detail: next.detail } : state.lastProblem,
      };
      if (changed) onChanged();
    },
    forget() {
      state = { ...first, lastProblem: state.lastProblem };
    },
    get: () => state,
  };
}
