import { Button, Group, Text } from '@mantine/core';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError } from '#renderer/office/index.ts';

/** What ends a form that is saved: what went wrong with the whole of it, and the button. `error`: as it was thrown. */
export function FormEnd(props: { error?: unknown; saving: boolean }) {
  const t = useTexts();
  const errorText = useErrorText();
  const { error = null, saving } = props;
  return (
    <>
      {error !== null && (
        <Text size="sm" role="alert" c="var(--tram-bad)">
          {errorText(toOfficeError(error))}
        </Text>
      )}
      <Group>
        <Button type="submit" loading={saving}>
          {t('common.save')}
        </Button>
      </Group>
    </>
  );
}
