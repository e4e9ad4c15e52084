import { Button, Group, NativeSelect, Stack } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { EmptyState, TextField } from '#renderer/ui/index.ts';
import type { FeeReceipt, FeeReceiptFilters } from '#shared/contract/index.ts';
import { EndDialog } from './end-dialog.tsx';
import { NumberDialog } from './number-dialog.tsx';
import { ReceiptTable } from './receipt-table.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

const PAGE = 50;
const STATES = ['waiting', 'numbered', 'ended', 'all'] as const;
type Cursor = { day: string; position: number };

/** The receipts by state, days and number, page after page; Enter and Delete act on the chosen line. */
export function ListTab() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const [filters, setFilters] = useState<FeeReceiptFilters>({
    state: 'waiting',
    from: null,
    to: null,
    number: '',
  });
  const [doing, setDoing] = useState<{ what: 'number' | 'withdraw' | 'end'; receipt: FeeReceipt } | null>(
    null,
  );
  const found = useInfiniteQuery({
    queryKey: queryKeys.feeReceiptList(filters),
    queryFn: ({ pageParam, signal }) =>
      office.feeReceipts.list({ filters, cursor: pageParam, limit: PAGE }, { signal }),
    initialPageParam: null as Cursor | null,
    getNextPageParam: (last) => last.next,
  });
  const receipts = found.data?.pages.flatMap((page) => page.receipts) ?? [];
  const change = (part: Partial<FeeReceiptFilters>): void => setFilters((now) => ({ ...now, ...part }));
  const stateText = (state: (typeof STATES)[number]): string =>
    state === 'all' || state === 'ended' ? t(`feeReceipts.list.${state}`) : t(`feeReceipts.states.${state}`);
  const close = (): void => setDoing(null);
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label={t('feeReceipts.list.filter')}
          value={filters.state}
          onChange={(event) =>
            change({ state: STATES.find((state) => state === event.currentTarget.value) ?? 'waiting' })
          }
          data={STATES.map((state) => ({ value: state, label: stateText(state) }))}
        />
        <TextField
          type="date"
          label={t('feeReceipts.list.from')}
          value={filters.from ?? ''}
          onChange={(event) => change({ from: event.currentTarget.value || null })}
        />
        <TextField
          type="date"
          label={t('feeReceipts.list.to')}
          value={filters.to ?? ''}
          onChange={(event) => change({ to: event.currentTarget.value || null })}
        />
        <TextField
          label={t('feeReceipts.list.number')}
          inputMode="numeric"
          maxLength={20}
          value={filters.number}
          onChange={(event) => change({ number: event.currentTarget.value })}
        />
      </Group>
      {found.isError && <EmptyState title={errorText(toOfficeError(found.error))} />}
      {found.isSuccess && receipts.length === 0 && (
        <EmptyState
          icon={<IconReceipt size={36} />}
          title={t(filters.state === 'waiting' ? 'feeReceipts.empty.waiting' : 'feeReceipts.empty.other')}
          text={t(
            filters.state === 'waiting' ? 'feeReceipts.empty.waitingText' : 'feeReceipts.empty.otherText',
          )}
        />
      )}
      {receipts.length > 0 && (
        <ReceiptTable receipts={receipts} onDo={(what, receipt) => setDoing({ what, receipt })} />
      )}
      {found.hasNextPage && (
        <div>
          <Button
            size="compact-sm"
            variant="default"
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t('feeReceipts.list.more')}
          </Button>
        </div>
      )}
      {doing?.what === 'number' && <NumberDialog receipt={doing.receipt} onClose={close} />}
      {doing?.what === 'withdraw' && <WithdrawDialog receipt={doing.receipt} onClose={close} />}
      {doing?.what === 'end' && <EndDialog receipt={doing.receipt} onClose={close} />}
    </Stack>
  );
}
