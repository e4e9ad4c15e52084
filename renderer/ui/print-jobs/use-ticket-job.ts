import { useEffect, useState } from 'react';
import { useConnection, useOffice, waitForNextTry } from '#renderer/office/index.ts';
import type { TicketJob } from '#shared/contract/index.ts';

/** How the paper of a ticket stands now and after each change; null until the office told, or where no paper was ordered. */
export function useTicketJob(jobId: string | null): TicketJob | null {
  const office = useOffice();
  const connection = useConnection();
  const [job, setJob] = useState<TicketJob | null>(null);
  useEffect(() => {
    setJob(null);
    if (jobId === null) return undefined;
    const ending = new AbortController();
    const { signal } = ending;

    async function follow(id: string): Promise<void> {
      while (!signal.aborted) {
        try {
          for await (const now of await office.devices.followTicket({ jobId: id }, { signal })) setJob(now);
          // It is settled; nothing more comes.
          return;
        } catch {
          // Cut, or not known: what was told last stands until it can be asked again.
          await waitForNextTry(connection, signal).catch(() => {});
        }
      }
    }

    void follow(jobId);
    return () => ending.abort();
  }, [jobId, office, connection]);
  return job;
}
