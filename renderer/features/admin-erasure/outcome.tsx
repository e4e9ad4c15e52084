import { Button, List, Stack, Text } from '@mantine/core';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { ProgressWithStop, StateBadge } from '#renderer/ui/index.ts';
import type { Erasing } from './use-erasing.ts';

/** How far the erasure is, and at its end what was erased, what was not, and what has to be done by hand. */
export function Outcome(props: { erasing: Erasing; onStop: () => void; onAgain: () => void }) {
  const t = useTexts();
  const errorText = useErrorText();
  const { erasing } = props;
  const total = String(erasing.total);
  const erased = erasing.dossiers.filter(({ outcome }) => outcome === 'erased').length;
  const done = String(erasing.dossiers.length);
  if (erasing.phase === 'running') {
    return (
      <ProgressWithStop
        label={t('erasure.running', { done, total })}
        percent={(erasing.dossiers.length / Math.max(1, erasing.total)) * 100}
        onStop={props.onStop}
      />
    );
  }
  if (erasing.phase === 'cleaning') return <ProgressWithStop label={t('erasure.cleaning')} percent={null} />;
  const all = erased === erasing.total;
  return (
    <Stack gap="sm" role="status">
      <div>
        <StateBadge tone={all && erasing.clean ? 'good' : 'attention'}>
          {t('erasure.result', { count: String(erased), total })}
        </StateBadge>
      </div>
      {erasing.phase === 'stopped' && <Text size="sm">{t('erasure.stopped')}</Text>}
      {erasing.phase === 'done' && (
        <Text size="sm">{t(erasing.clean ? 'erasure.clean' : 'erasure.notClean')}</Text>
      )}
      {erasing.failure !== null && <Text size="sm">{errorText(erasing.failure)}</Text>}
      <Text size="sm">{t('erasure.byHand')}</Text>
      {erasing.keptFolders.length > 0 && (
        <div>
          <Text size="sm">{t('erasure.keptFolders')}</Text>
          <List size="sm">
            {erasing.keptFolders.map((folder) => (
              <List.Item key={folder}>{folder}</List.Item>
            ))}
          </List>
        </div>
      )}
      <div>
        <Button variant="default" autoFocus onClick={props.onAgain}>
          {t('erasure.again')}
        </Button>
      </div>
    </Stack>
  );
}
