import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useErrorText } from '#renderer/i18n/index.ts';
import { type OfficeClient, queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyDone, notifyProblem } from '#renderer/ui/index.ts';
import type { LanState } from '#shared/contract/index.ts';

/**
 * One change of the LAN: each answers with the whole new state, which is shown at once. `done`: what is said then.
 * What goes wrong is said beside it, unless `onProblem` takes it to a field.
 */
export function useLanChange<Input>(
  change: (lan: OfficeClient['lan'], input: Input) => Promise<LanState>,
  options: { done?: (input: Input) => string; onProblem?: (text: string) => void } = {},
) {
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: (input: Input) => change(office.lan, input),
    onSuccess: (state, input) => {
      cache.setQueryData(queryKeys.lan, state);
      if (options.done !== undefined) notifyDone(options.done(input));
    },
    onError: (thrown) => {
      void cache.invalidateQueries({ queryKey: queryKeys.lan });
      (options.onProblem ?? notifyProblem)(errorText(toOfficeError(thrown)));
    },
  });
}
