/** Runs what it is given once everything given before it has ended; resolves or rejects as the task itself does. */
export type InTurn = <Value>(task: () => Promise<Value> | Value) => Promise<Value>;

/**
 * A queue of its own: tasks run one after another, in the order in which they came. One that fails is told to whoever
 * gave it and does not hold up the next.
 */
export function oneAfterAnother(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}
