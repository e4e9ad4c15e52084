import { useEffect } from 'react';
import { toOfficeError, useConnectionState, useOffice } from '#renderer/office/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import { certifiedOf } from './certified.ts';
import { type CertifyStore, withLineRead, withoutDossier, withoutStale, withStale } from './certify-store.ts';

/** After this long a line that could not be read is tried again. */
const AGAIN_MS = 10_000;

/** Reads lines again whose dossier changed: here, at another counter, or while this screen was not shown. */
export function useStaleLines(
  store: CertifyStore,
  procedure: Procedure | null,
  stale: ReadonlySet<string>,
): void {
  const office = useOffice();
  const { phase } = useConnectionState();
  useEffect(() => {
    if (procedure === null || phase !== 'open') return;
    const { lines } = store.get();
    const ids = [...stale].filter((id) => lines.get(id)?.procedureCode === procedure.code);
    if (ids.length === 0) return;
    const read = async (id: string): Promise<void> => {
      try {
        const { dossier } = await office.dossiers.get({ id });
        store.update((now) => withLineRead(now, certifiedOf(dossier, procedure, null)));
      } catch (thrown) {
        const { code } = toOfficeError(thrown);
        if (code === 'erased' || code === 'not-found') store.update((now) => withoutDossier(now, id));
        else setTimeout(() => store.update((now) => withStale(now, id)), AGAIN_MS);
      }
    };
    // One after another: after a lock each line of the day may be due, and others work with this office.
    const readAll = async (): Promise<void> => {
      for (const id of ids) await read(id);
    };
    store.update((now) => withoutStale(now, ids));
    void readAll();
  }, [office, store, procedure, phase, stale]);
}
