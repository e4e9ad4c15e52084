import type { OfficeClient } from '#office/index.ts';
import type { OfficeCore } from '#office/lifecycle/index.ts';
import { procedures, requireUser } from '#office/router/context.ts';
import { createRouter, router } from '#office/router/index.ts';
import { portTransport, type TestConnection } from '../fixtures/connections.ts';

export type Answer = Awaited<ReturnType<OfficeClient['dossiers']['search']>>;

/**
 * The baseline: the contract's search by the same clerk over a MessagePort of its own, through every layer of the
 * office; its handler runs the bare statement and answers with rows that are there already. Both in one call, so that
 * statement and call meet the same caches as in the office's own search.
 */
export async function createReadyMade(core: OfficeCore, token: string) {
  let next: { answer: Answer; fetch: () => readonly unknown[] } | undefined;
  let fetching = Number.NaN;
  const search = procedures.dossiers.search.handler(({ context }) => {
    requireUser(context);
    if (next === undefined) throw new Error('no answer');
    const begun = performance.now();
    void next.fetch();
    fetching = performance.now() - begun;
    return next.answer;
  });
  const served = { ...router, dossiers: { ...router.dossiers, search } } as unknown as typeof router;
  const connection: TestConnection = await portTransport(createRouter(core, served)).connect();
  await connection.client.session.resume({ token });
  return {
    /** Asks as the screen does; gives how long the bare statement took of it, in milliseconds. */
    async ask(
      input: { query: string; limit: number },
      answer: Answer,
      fetch: () => readonly unknown[],
    ): Promise<number> {
      next = { answer, fetch };
      await connection.client.dossiers.search({ ...input, cursor: null });
      return fetching;
    },
    close: connection.close,
  };
}
