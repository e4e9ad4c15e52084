import { Anchor, Stack, Text } from '@mantine/core';
import { IconClock, IconNumbers, IconServer } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { EmptyState, Page, paths, Section, StateBadge } from '#renderer/ui/index.ts';
import type { NumbersState } from '#shared/contract/index.ts';
import { ClockSection } from './clock-section.tsx';
import { ConfirmForm } from './confirm-form.tsx';
import { StationList } from './station-list.tsx';

/** Whether numbers and times can be trusted, what was found when they could not, and the one form that mends it. */
export function NumbersPage() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const numbers = useQuery({ queryKey: queryKeys.numbers, queryFn: () => office.numbers.state({}) });
  return (
    <Page title={t('numbers.title')} narrow>
      {numbers.isError && <EmptyState title={errorText(toOfficeError(numbers.error))} />}
      {numbers.data !== undefined && (
        <>
          <Section title={t('numbers.codes.title')} icon={<IconNumbers size="1.125rem" />}>
            <Codes state={numbers.data} />
          </Section>
          <Section title={t('numbers.clock.title')} icon={<IconClock size="1.125rem" />}>
            <ClockSection />
          </Section>
          <Section title={t('numbers.stations.title')} icon={<IconServer size="1.125rem" />}>
            <StationList stations={numbers.data.stations} />
          </Section>
        </>
      )}
    </Page>
  );
}

function Codes(props: { state: NumbersState }) {
  const t = useTexts();
  const formats = useFormats();
  const { frozen, provisional, releases, stations } = props.state;
  const begun = stations[0];
  return (
    <Stack gap="md">
      {frozen === null ? (
        <div>
          <StateBadge tone="good">{t('numbers.codes.good')}</StateBadge>
          {provisional > 0 && (
            <Text size="sm" mt="xs">
              {t('numbers.codes.provisional', { count: formats.number(provisional) })}
            </Text>
          )}
        </div>
      ) : (
        <>
          <div>
            <StateBadge tone="attention">{t('numbers.codes.frozen')}</StateBadge>
            <Text size="sm" mt="xs">
              {t(`numbers.found.${frozen.reason}`)}
            </Text>
            <Text size="sm" mt="xs">
              {t('numbers.codes.meanwhile', { count: formats.number(provisional) })}
            </Text>
          </div>
          <Found frozen={frozen} begun={begun} />
          {frozen.waitsForLease ? (
            <Text size="sm">
              {t('leases.frozenWaits')}{' '}
              <Anchor component={Link} to={paths.leases} size="sm" underline="always">
                {t('leases.warnings.see')}
              </Anchor>
            </Text>
          ) : (
            <ConfirmForm frozen={frozen} />
          )}
        </>
      )}
      <LastNumbers state={props.state} />
      {releases.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            {t('numbers.releases.title')}
          </Text>
          <ul>
            {releases.map((release) => (
              <li key={release.at}>
                <Text size="sm">
                  {t('numbers.releases.line', {
                    when: formats.moment(release.at),
                    by: release.by,
                    code: release.code ?? t('numbers.releases.none'),
                  })}{' '}
                  {release.unknown !== null &&
                    (release.unknown.after === null
                      ? t('numbers.releases.unknownUpTo', { to: release.unknown.to })
                      : t('numbers.releases.unknown', {
                          after: release.unknown.after,
                          to: release.unknown.to,
                        }))}
                </Text>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Stack>
  );
}

/** What was given last: to hold against the paper in the hand. Nothing in a new office. */
function LastNumbers(props: { state: NumbersState }) {
  const t = useTexts();
  const formats = useFormats();
  const { lastCode, lastSlips } = props.state;
  return (
    <Stack component="dl" gap="xs" m={0}>
      <Fact term={t('numbers.last.code')}>
        {lastCode === null
          ? t('numbers.last.none')
          : t('numbers.last.entry', { code: lastCode.code, when: formats.moment(lastCode.at) })}
      </Fact>
      {lastSlips.map((slip) => (
        <Fact key={slip.volume} term={t('numbers.last.slip', { volume: slip.volume })}>
          {t('numbers.last.entry', { code: slip.code, when: formats.moment(slip.at) })}
        </Fact>
      ))}
    </Stack>
  );
}

/** What the database itself knows, beside what was known outside it. */
function Found(props: {
  frozen: NonNullable<NumbersState['frozen']>;
  begun: NumbersState['stations'][number] | undefined;
}) {
  const t = useTexts();
  const formats = useFormats();
  const { begun, frozen } = props;
  const known = (entry: { at: string; code: string | null } | null | undefined): string =>
    entry === null || entry === undefined
      ? t('numbers.found.nothing')
      : t('numbers.found.entry', {
          when: formats.moment(entry.at),
          code: entry.code ?? t('numbers.found.noCode'),
        });
  const outside = begun?.lastOutside;
  return (
    <Stack component="dl" gap="xs" m={0}>
      <Fact term={t('numbers.found.since')}>{formats.moment(frozen.since)}</Fact>
      <Fact term={t('numbers.found.inside')}>{known(begun?.lastInside)}</Fact>
      <Fact term={t('numbers.found.outside')}>
        {known(outside)}
        {outside !== null && outside !== undefined && !outside.exact && ` ${t('numbers.found.mayLag')}`}
      </Fact>
      {begun?.previous !== null && begun?.previous !== undefined && (
        <Fact term={t('numbers.found.station')}>{`${begun.previous} → ${begun.station}`}</Fact>
      )}
    </Stack>
  );
}

function Fact(props: { term: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="sm" fw={600}>
        {props.term}
      </Text>
      <Text component="dd" size="sm" ml="md">
        {props.children}
      </Text>
    </div>
  );
}
