import { Button, Group, Progress, Text } from '@mantine/core';
import { useTexts } from '#renderer/i18n/index.ts';

/** Long work: what is being done, how far it is (0–100, null when unknown), and a button that stops it. */
export function ProgressWithStop(props: {
  label: string;
  percent: number | null;
  onStop?: (() => void) | undefined;
}) {
  const t = useTexts();
  return (
    <Group align="center" gap="sm" wrap="nowrap" role="status">
      <div style={{ flex: 1 }}>
        <Text size="sm" mb={4}>
          {props.label}
        </Text>
        <Progress
          aria-label={props.label}
          value={props.percent ?? 100}
          animated={props.percent === null}
          striped={props.percent === null}
        />
      </div>
      {props.onStop !== undefined && (
        <Button variant="default" size="xs" onClick={props.onStop}>
          {t('common.stop')}
        </Button>
      )}
    </Group>
  );
}
