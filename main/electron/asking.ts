import { TEXTS } from './texts.ts';

/** What a child process asks of the main process, each question until its answer or its time is over. */
export type Asking<Request> = {
  /** Rejects with a sentence for people where no answer came in time. */
  ask(request: Request): Promise<unknown>;
  answered(
    answer: { id: number; ok: true; value: unknown } | { id: number; ok: false; message: string },
  ): void;
};

/** `limitMs`: how long this request may take, milliseconds. */
export function createAsking<Request>(
  post: (id: number, request: Request) => void,
  limitMs: (request: Request) => number,
): Asking<Request> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  return {
    ask(request) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(id);
          reject(new Error(TEXTS.noAnswer));
        }, limitMs(request));
        const settle =
          <Value>(then: (value: Value) => void) =>
          (value: Value): void => {
            clearTimeout(late);
            then(value);
          };
        waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
        post(id, request);
      });
    },
    answered(answer) {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.ok) asked?.resolve(answer.value);
      else asked?.reject(new Error(answer.message));
    },
  };
}
