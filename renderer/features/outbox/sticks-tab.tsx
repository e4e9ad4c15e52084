import { Button } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError } from '#renderer/office/index.ts';
import { Column, Columns, EmptyState, Section, StickLog, useStickPlaces } from '#renderer/ui/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';
import { ExportStick } from './export-stick.tsx';
import { ImportStick } from './import-stick.tsx';

/** The courier: one file out, one answer back, and what became of the last ones. */
export function SticksTab(props: { overview: ExchangeOverview }) {
  const t = useTexts();
  const sticks = useStickPlaces();
  const refused = sticks.found.isError ? toOfficeError(sticks.found.error).code : null;
  if (refused === 'not-allowed' || refused === 'device-not-paired') {
    return <EmptyState title={t('outbox.sticks.elsewhere')} />;
  }
  const refresh = (
    <Button
      size="compact-sm"
      variant="default"
      loading={sticks.found.isFetching}
      onClick={() => void sticks.found.refetch()}
    >
      {t('exchange.sticks.refresh')}
    </Button>
  );
  return (
    <Columns>
      <Column>
        <ExportStick sticks={sticks} refresh={refresh} log={props.overview.sticks} />
        <Section title={t('outbox.sticks.log')} icon={<IconListDetails size="1.125rem" />}>
          <StickLog sticks={props.overview.sticks} />
        </Section>
      </Column>
      <Column>
        <ImportStick sticks={sticks} refresh={refresh} />
      </Column>
    </Columns>
  );
}
