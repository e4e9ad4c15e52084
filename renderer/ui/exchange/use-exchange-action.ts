import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type OfficeClient, queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyProblem } from '../notify.ts';
import { useExchangeErrorText } from './exchange-texts.ts';

/**
 * One call that changes something about the exchange; afterwards everything shown of it is asked anew. What goes wrong
 * is said beside it, unless the screen shows `error` at a field (`quiet`).
 */
export function useExchangeAction<Input, Output>(
  run: (exchange: OfficeClient['exchange'], input: Input) => Promise<Output>,
  options: { onDone?: (output: Output, input: Input) => void; quiet?: boolean } = {},
) {
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useExchangeErrorText();
  return useMutation({
    mutationFn: (input: Input) => run(office.exchange, input),
    onSuccess: (output, input) => options.onDone?.(output, input),
    onError: (thrown) => {
      if (options.quiet !== true) notifyProblem(errorText(toOfficeError(thrown)));
    },
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.exchange });
      void cache.invalidateQueries({ queryKey: queryKeys.status });
    },
  });
}
