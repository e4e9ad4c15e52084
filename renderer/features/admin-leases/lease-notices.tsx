import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice, useSession } from '#renderer/office/index.ts';
import { paths } from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';
import classes from './leases.module.css';
import { useWarningText } from './warning-text.ts';
import { gravest } from './warnings.ts';

/** Says at every desk that numbers end soon, before anybody is refused; what to do stands beside it. */
export function LeaseNotices(props: { user: SignedInUser }) {
  const t = useTexts();
  const office = useOffice();
  const session = useSession();
  const { pathname } = useLocation();
  const inWords = useWarningText();
  const found = useQuery({
    queryKey: queryKeys.leaseWarnings,
    queryFn: () => office.leases.warnings({}),
    enabled: !session.locked,
  });
  // The page says it itself.
  if (pathname === paths.leases) return null;
  const administrator = props.user.role === 'administrator';
  // One line, however many there are: the form below needs the room.
  const said = gravest(found.data?.warnings ?? []).map(inWords);
  if (said.length === 0) return null;
  const todo = administrator ? new Set(said.map((one) => one.todo)) : [t('leases.warnings.todoClerk')];
  return (
    <div role="status" className={classes.notice}>
      <IconAlertTriangle aria-hidden size="1.25rem" />
      <span className={classes.noticeText}>{[...said.map(({ text }) => text), ...todo].join(' ')}</span>
      <Button component={Link} to={paths.leases} size="compact-sm" variant="default">
        {t('leases.warnings.see')}
      </Button>
    </div>
  );
}
