import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useErrorText } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import type { BatchSummary, SigningBatch } from '#shared/contract/index.ts';
import { notifyProblem } from '../notify.ts';

/** Events tell how far it is; its files are asked for this often while it runs. */
const RUNNING_MS = 1_000;

/** A batch as it is now, and what can be done with it. */
export function useBatch(batchId: string) {
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const queryKey = queryKeys.signingBatch(batchId);
  const asked = useQuery({
    queryKey,
    queryFn: () => office.signing.batch({ batchId }),
    refetchInterval: ({ state }) => (state.data?.batch.state === 'running' ? RUNNING_MS : false),
  });
  const told = useQuery<BatchSummary | null>({
    queryKey: queryKeys.signingProgress(batchId),
    queryFn: () => null,
    enabled: false,
  });
  const settle = {
    onSuccess: ({ batch }: { batch: SigningBatch }): void => {
      cache.setQueryData(queryKey, { batch });
      void cache.invalidateQueries({ queryKey: queryKeys.signing }, { cancelRefetch: false });
    },
    onError: (thrown: Error): void => notifyProblem(errorText(toOfficeError(thrown))),
  };
  const stop = useMutation({
    mutationFn: (giveUp: boolean) => office.signing.stop({ batchId, giveUp }),
    ...settle,
  });
  const skip = useMutation({
    mutationFn: (n: number) => office.signing.skip({ batchId, n }),
    ...settle,
  });
  return { asked, batch: furthest(asked.data?.batch, told.data ?? undefined), stop, skip };
}

/** The files as they were asked for, with the newer count of an event: signed files never become fewer. */
export function furthest(
  asked: SigningBatch | undefined,
  told: BatchSummary | undefined,
): SigningBatch | undefined {
  if (asked === undefined || told === undefined || told.id !== asked.id) return asked;
  const settled = (one: BatchSummary): number => one.signed + one.failed + one.skipped;
  if (asked.state !== 'running' || settled(told) <= settled(asked)) return asked;
  return { ...asked, signed: told.signed, failed: told.failed, skipped: told.skipped, next: told.next };
}
