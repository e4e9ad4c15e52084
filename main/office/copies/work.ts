import { type Clock, officeTimestamp } from '#shared/base/index.ts';
import type { Logger } from '../log/index.ts';
import { StorageError } from '../storage/index.ts';
import type { CopyProgress } from './ports.ts';
import { CopyError, CopyStopped, toCopyError } from './problems.ts';

/** Screens are told of progress this often at most. */
const TELL_EVERY_MS = 400;

const UNFORESEEN =
  'Sao lưu không thành công vì lỗi trong chương trình. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên. Các bản sao cũ không bị thay đổi.';

export type WorkKind = 'copy' | 'drill';

/** What a piece of work is given: when to stop, where to tell how far it is, and that its second half begins. */
export type Task = {
  signal: AbortSignal;
  onProgress: (progress: CopyProgress) => void;
  nowTrying: () => void;
};

/** One copy or trial at a time, and why the last failed. */
export type Work = {
  running(): ({ what: WorkKind } & CopyProgress) | null;
  /** Until something succeeds. */
  problem(): { at: string; message: string } | null;
  setProblem(thrown: unknown): void;
  clearProblem(): void;
  /** Throws `copy-running`. */
  refuseWhileRunning(): void;
  /** Begins and returns; what fails becomes the problem, what was stopped does not. */
  begin(what: WorkKind, work: (task: Task) => Promise<void>, onFailed: () => void): void;
  stop(): void;
  idle(): Promise<void>;
  close(): Promise<void>;
};

export function createWork(ports: { clock: Clock; log: Logger; onChanged: () => void }): Work {
  const { clock, log, onChanged } = ports;
  let running: { what: WorkKind; progress: CopyProgress; control: AbortController } | null = null;
  let ended: Promise<void> = Promise.resolve();
  let problem: { at: string; message: string } | null = null;
  let closed = false;
  let told = 0;

  function setProblem(thrown: unknown): void {
    const error = toCopyError(thrown);
    log.error('a copy or its trial failed', { error: thrown });
    const isTold = error instanceof CopyError || error instanceof StorageError;
    const message = isTold ? error.message : UNFORESEEN;
    problem = { at: officeTimestamp(clock.now()), message };
  }

  function refuseWhileRunning(): void {
    if (running !== null || closed) throw new CopyError('copy-running');
  }

  async function run(work: (task: Task) => Promise<void>, task: Task, onFailed: () => void): Promise<void> {
    try {
      await work(task);
      problem = null;
    } catch (thrown) {
      if (thrown instanceof CopyStopped) return;
      setProblem(thrown);
      onFailed();
    } finally {
      running = null;
      if (!closed) onChanged();
    }
  }

  return {
    running: () => (running === null ? null : { what: running.what, ...running.progress }),
    problem: () => problem,
    setProblem,
    clearProblem() {
      problem = null;
    },
    refuseWhileRunning,
    begin(what, work, onFailed) {
      refuseWhileRunning();
      const control = new AbortController();
      const mine = { what, progress: { phase: 'database', done: 0, total: 0 } as CopyProgress, control };
      running = mine;
      const task: Task = {
        signal: control.signal,
        onProgress(progress) {
          mine.progress = progress;
          if (performance.now() - told < TELL_EVERY_MS) return;
          told = performance.now();
          onChanged();
        },
        nowTrying() {
          mine.what = 'drill';
        },
      };
      ended = run(work, task, onFailed);
      onChanged();
    },
    stop: () => running?.control.abort(),
    idle: () => ended,
    async close() {
      closed = true;
      running?.control.abort();
      await ended;
    },
  };
}
