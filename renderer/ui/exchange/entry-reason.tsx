import type { OutboxRow } from '#shared/contract/index.ts';
import { useReasonText } from './exchange-texts.ts';

/** Why the province did not accept an entry; nothing where it did, or said nothing. */
export function EntryReason(props: { row: Pick<OutboxRow, 'code' | 'message'>; className?: string }) {
  const reason = useReasonText()(props.row);
  if (reason === null) return null;
  return (
    <span className={props.className} lang={reason.language}>
      {reason.text}
    </span>
  );
}
