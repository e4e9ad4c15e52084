import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import type { PrintSettings } from '#shared/contract/index.ts';

/** Prints a page that says it is a test, by what is chosen on the screen, saved or not; says how that ended. */
export function TestPage(props: {
  printerId: string;
  layout: PrintSettings['layout'];
  station: string | undefined;
  disabled: boolean;
}) {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const { disabled, ...page } = props;
  const test = useMutation({ mutationFn: () => office.printing.testPage(page) });
  const failure = test.error === null ? null : errorText(toOfficeError(test.error));
  const said = failure ?? test.data?.problem ?? (test.data === undefined ? '' : t('admin.printing.tested'));
  const isBad = failure !== null || (test.data !== undefined && test.data.outcome !== 'printed');
  return (
    <Group gap="sm">
      <Button variant="default" disabled={disabled} loading={test.isPending} onClick={() => test.mutate()}>
        {t('admin.printing.test')}
      </Button>
      <Text component="div" size="sm" role="status" {...(isBad ? { c: 'var(--tram-bad)' } : {})}>
        {test.isPending ? t('admin.printing.testing') : said}
      </Text>
    </Group>
  );
}
