import { Button } from '@mantine/core';
import { IconBellRinging } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice, useSession } from '#renderer/office/index.ts';
import { paths } from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';
import { newsSeen } from './news-seen.ts';
import { addressOfPack } from './pack-of-address.ts';
import classes from './packs.module.css';

/** Tells each person once that new rules came into force today, with the way to what they change. */
export function PackNews(props: { user: SignedInUser }) {
  const t = useTexts();
  const office = useOffice();
  const session = useSession();
  const [seen] = useState(() => newsSeen(window.localStorage));
  const [, setPutAway] = useState(0);
  const news = useQuery({
    queryKey: queryKeys.packNews,
    queryFn: () => office.packs.news({}),
    enabled: !session.locked,
  });
  const person = props.user.id;
  const nameOf = (pack: { kind: 'catalogue' | 'calendar' | 'forms'; version: number; at: string }) =>
    `${addressOfPack(pack)} ${pack.at}`;
  const unseen = (news.data?.packs ?? []).filter((pack) => !seen.has(person, nameOf(pack)));
  return unseen.map((pack) => (
    <div key={nameOf(pack)} role="status" className={classes.news}>
      <IconBellRinging aria-hidden size="1.25rem" />
      <span className={classes.newsText} lang="vi">
        {t('packs.banner.one', { title: pack.title })}
      </span>
      <Button component={Link} to={paths.pack(addressOfPack(pack))} size="compact-sm" variant="default">
        {t('packs.banner.see')}
      </Button>
      <Button
        size="compact-sm"
        onClick={() => {
          seen.add(person, nameOf(pack));
          setPutAway((count) => count + 1);
        }}
      >
        {t('packs.banner.seen')}
      </Button>
    </div>
  ));
}
