import { Anchor, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice, useSession } from '#renderer/office/index.ts';
import { paths, ToneIcon } from '#renderer/ui/index.ts';
import type { LeaseState } from '#shared/contract/index.ts';
import { askedOf } from './asked.ts';
import classes from './leases.module.css';
import { useWarningText } from './warning-text.ts';
import { stopsDesk } from './warnings.ts';

/** How far today's numbers are used and how long ranges last, with what is asked of the province. */
export function UseToday(props: { state: LeaseState }) {
  const t = useTexts();
  const formats = useFormats();
  const session = useSession();
  const inWords = useWarningText();
  const { state } = props;
  const { use } = state;
  const asked = askedOf(state);
  const office = useOffice();
  const status = useQuery({ queryKey: queryKeys.status, queryFn: () => office.status.get({}) });
  const isJoined = status.data?.exchange.enrolled === true;
  const low = use.left <= use.total * 0.2;
  const text = t('leases.today.use', {
    used: formats.number(use.used),
    total: formats.number(use.total),
    left: formats.number(use.left),
    day: formats.date(state.today),
  });
  return (
    <Stack gap="sm">
      <Text size="sm">
        {t(`leases.today.${state.issuer === 'own' && isJoined ? 'ownJoined' : state.issuer}`)}
      </Text>
      {state.frozen && (
        <div role="status" className={classes.warning}>
          <ToneIcon tone="attention" size="1.25rem" />
          <span>
            {t('leases.today.frozen')}{' '}
            {session.user?.role === 'administrator' && (
              <Anchor component={Link} to={paths.numbers} size="sm" underline="always">
                {t('leases.today.toNumbers')}
              </Anchor>
            )}
          </span>
        </div>
      )}
      {state.warnings.map((warning) => {
        const { text: said, todo } = inWords(warning);
        return (
          <div
            key={warning.kind}
            role="status"
            className={classes.warning}
            data-stops={stopsDesk(warning) || undefined}
          >
            <ToneIcon tone={stopsDesk(warning) ? 'bad' : 'attention'} size="1.25rem" />
            <span>
              <strong>{said}</strong> {todo}
            </span>
          </div>
        );
      })}
      {use.total === 0 ? (
        <Text>{t('leases.today.none')}</Text>
      ) : (
        <div className={classes.use}>
          <Text fw={600}>{text}</Text>
          <Progress
            value={(use.used / use.total) * 100}
            size="lg"
            {...(low ? { color: 'red' } : {})}
            aria-label={text}
          />
        </div>
      )}
      {state.lastDay !== null && (
        <Text>
          {t('leases.today.until', {
            day: formats.date(state.lastDay),
            days: formats.number(daysFrom(state.today, state.lastDay)),
          })}
        </Text>
      )}
      {asked.from !== null && (
        <Text size="sm">{t('leases.today.asked', { day: formats.date(asked.from) })}</Text>
      )}
      {asked.after !== null && (
        <Text size="sm">{t('leases.today.askedAfter', { day: formats.date(asked.after) })}</Text>
      )}
      {asked.short.map(({ day, more }) => (
        <Text key={day} size="sm">
          {t('leases.today.askedMore', { day: formats.date(day), more: formats.number(more) })}
        </Text>
      ))}
      {state.issuer === 'province' && <Ahead state={state} />}
    </Stack>
  );
}

/** The days after today, each with a bar. */
function Ahead(props: { state: LeaseState }) {
  const t = useTexts();
  const formats = useFormats();
  return (
    <div>
      <Text size="sm" fw={600} id="leases-ahead">
        {t('leases.today.ahead')}
      </Text>
      <ul className={classes.ahead} aria-labelledby="leases-ahead">
        {props.state.ahead.slice(1).map(({ day, total, used, left }) => (
          <li key={day}>
            <span className={classes.day}>{formats.date(day)}</span>
            <span className={classes.left} data-none={total === 0 || undefined}>
              {total === 0
                ? t('leases.today.aheadNone')
                : t('leases.today.aheadLeft', { left: formats.number(left), total: formats.number(total) })}
            </span>
            <Progress
              aria-hidden
              className={classes.bar ?? ''}
              value={total === 0 ? 0 : (used / total) * 100}
              size="sm"
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

const DAY_MS = 86_400_000;

function daysFrom(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
