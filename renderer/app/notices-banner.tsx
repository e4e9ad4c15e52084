import { Button } from '@mantine/core';
import { IconClockExclamation, IconLockExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice, useSession } from '#renderer/office/index.ts';
import { paths } from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';
import classes from './connection-banner.module.css';

/** What whoever works here must know before the next paper: numbers are frozen, or the clock is wrong; and what to do. */
export function NoticesBanner(props: { user: SignedInUser }) {
  const t = useTexts();
  const office = useOffice();
  const session = useSession();
  const status = useQuery({
    queryKey: queryKeys.status,
    queryFn: () => office.status.get({}),
    enabled: !session.locked,
  });
  const { numbersFrozen = false, clockTrouble = null } = status.data ?? {};
  const administrator = props.user.role === 'administrator';
  return (
    <>
      {clockTrouble !== null && (
        <Notice
          icon={<IconClockExclamation aria-hidden size="1.25rem" />}
          text={t(`numbers.banner.clock.${clockTrouble}`)}
          todo={administrator ? t('numbers.banner.clockAdmin') : t('numbers.banner.clockClerk')}
          administrator={administrator}
        />
      )}
      {numbersFrozen && (
        <Notice
          icon={<IconLockExclamation aria-hidden size="1.25rem" />}
          text={t('numbers.banner.frozen')}
          todo={administrator ? t('numbers.banner.frozenAdmin') : t('numbers.banner.frozenClerk')}
          administrator={administrator}
        />
      )}
    </>
  );
}

function Notice(props: { icon: ReactNode; text: string; todo: string; administrator: boolean }) {
  return (
    <div role="status" className={classes.banner}>
      {props.icon}
      <span className={classes.text}>
        {props.text}
        {!props.administrator && ` ${props.todo}`}
      </span>
      {props.administrator && (
        <Button component={Link} to={paths.numbers} size="compact-sm" variant="default">
          {props.todo}
        </Button>
      )}
    </div>
  );
}
