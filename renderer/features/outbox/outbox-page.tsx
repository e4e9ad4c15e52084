import { Button, Tabs } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useSession } from '#renderer/office/index.ts';
import {
  EmptyState,
  Page,
  paths,
  StateBadge,
  useExchangeErrorText,
  useExchangeOverview,
} from '#renderer/ui/index.ts';
import { DaysTab } from './days-tab.tsx';
import { EntriesTab } from './entries-tab.tsx';
import { addressOfFilter, countOf, filterOfAddress } from './filters.ts';
import { LineStrip } from './line-strip.tsx';
import classes from './outbox.module.css';
import { SticksTab } from './sticks-tab.tsx';

const TABS = ['entries', 'days', 'sticks'] as const;

/** Everything that goes to the province: how the line stands, each entry with its state, by day, by stick. */
export function OutboxPage() {
  const t = useTexts();
  const formats = useFormats();
  const session = useSession();
  const errorText = useExchangeErrorText();
  const [address, setAddress] = useSearchParams();
  const tab = TABS.find((one) => one === address.get('tab')) ?? 'entries';
  const { filter, day } = filterOfAddress(address);
  const { data, error } = useExchangeOverview();
  if (data === undefined) {
    return (
      <Page title={t('outbox.title')}>
        {error !== null && <EmptyState title={errorText(toOfficeError(error))} />}
      </Page>
    );
  }
  const { counts, enrolled } = data.summary;
  const open = countOf('open', counts);
  return (
    <Page title={t('outbox.title')} fill={tab === 'entries'}>
      {enrolled ? (
        <LineStrip overview={data} />
      ) : (
        <section className={classes.line} aria-label={t('outbox.line.heading')}>
          <div className={classes.lineWords}>
            <StateBadge tone="attention">{t('outbox.notEnrolled')}</StateBadge> {t('outbox.notEnrolledText')}
          </div>
          {session.user?.role === 'administrator' && (
            <Button component={Link} to={paths.province}>
              {t('outbox.toProvince')}
            </Button>
          )}
        </section>
      )}
      <Tabs
        className={classes.tabs ?? ''}
        value={tab}
        onChange={(value) => setAddress({ tab: value ?? 'entries' }, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="xs">
          {TABS.filter((one) => enrolled || one !== 'sticks').map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`outbox.tabs.${one}`)}
              {one === 'entries' && open > 0 && ` (${formats.number(open)})`}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="entries" className={classes.panel ?? ''}>
          <EntriesTab
            counts={counts}
            filter={filter}
            day={day}
            onFilter={(wished, ofDay) => setAddress(addressOfFilter(wished, ofDay), { replace: true })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="days">
          <DaysTab />
        </Tabs.Panel>
        {enrolled && (
          <Tabs.Panel value="sticks">
            <SticksTab overview={data} />
          </Tabs.Panel>
        )}
      </Tabs>
    </Page>
  );
}
