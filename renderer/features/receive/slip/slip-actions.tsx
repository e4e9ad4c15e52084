import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, notifyDone, useKey } from '#renderer/ui/index.ts';
import type { SlipKind } from '#shared/dossier/index.ts';
import { Message } from '../action-bar.tsx';
import page from '../receive-page.module.css';
import { useReception } from '../use-reception.tsx';
import type { Slip } from './use-slip.ts';

/** What stands in the way of the slip, the way back, and the one button that gives it. */
export function SlipActions(props: {
  slip: Slip;
  onGive: () => void;
  onClose: () => void;
  onOther: (kind: SlipKind) => void;
  onStop: () => void;
}) {
  const t = useTexts();
  const { submission, sheet } = useReception();
  const { kind, problems } = props.slip;
  const other: SlipKind = kind === 'supplement' ? 'refusal' : 'supplement';
  const sending = submission.phase === 'sending';
  useKey('F2', props.onGive, { label: t('slips.keys.give') });
  useKey('Escape', props.onClose, { label: t('slips.keys.back') });
  useKey(other === 'refusal' ? 'F7' : 'F6', () => props.onOther(other), { label: t(`slips.keys.${other}`) });
  return (
    <footer className={page.actions}>
      <div className={page.message} role="status">
        <Message attempted={sheet?.attempted === true} idle={t('slips.idle')} problems={problems.shown} />
      </div>
      {sending && submission.attempt > 1 ? (
        <Button onClick={props.onStop} variant="default">
          {t('receive.actions.stopWaiting')}
        </Button>
      ) : (
        <Button
          disabled={sending}
          onClick={props.onClose}
          rightSection={<KeyHint keys="Escape" />}
          variant="default"
        >
          {t('slips.back')}
        </Button>
      )}
      <Button
        className={page.receive}
        leftSection={<IconPrinter aria-hidden size="1.2rem" stroke={1.8} />}
        loading={sending}
        onClick={props.onGive}
        onKeyDown={(event) => {
          // A scanner ends with Enter: it must never commit, also when the focus stands here.
          if (event.key !== 'Enter') return;
          event.preventDefault();
          notifyDone(t('slips.enterOnly'));
        }}
        rightSection={<KeyHint keys="F2" onAccent />}
      >
        {t('slips.give')}
      </Button>
    </footer>
  );
}
