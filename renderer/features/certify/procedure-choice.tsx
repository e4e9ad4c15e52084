import { NativeSelect } from '@mantine/core';
import { useTexts } from '#renderer/i18n/index.ts';
import type { ProcedureHit } from '#shared/contract/index.ts';
import { focusEntry } from './entry-row.tsx';

/** Names are long and begin alike: enough of one to know it by. */
const SHOWN = 90;

/** Which procedure the lines are recorded under; chosen once, it stays. */
export function ProcedureChoice(props: {
  chosen: string;
  offered: readonly ProcedureHit[];
  onChoose: (code: string) => void;
}) {
  const t = useTexts();
  return (
    <NativeSelect
      aria-label={t('certify.procedure')}
      data={props.offered.map(({ code, name }) => ({
        value: code,
        label: `${code} · ${name.length > SHOWN ? `${name.slice(0, SHOWN).trim()}…` : name}`,
      }))}
      id="certify-procedure"
      onChange={(event) => props.onChoose(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        focusEntry('name');
      }}
      size="xs"
      value={props.chosen}
    />
  );
}
