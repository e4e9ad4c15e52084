import { Button, Group } from '@mantine/core';
import { IconBellRinging } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice, useSession } from '#renderer/office/index.ts';
import { paths } from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';
import { newsSeen } from './news-seen.ts';
import { addressOfPack } from './pack-of-address.ts';
import classes from './packs.module.css';

/** News of a day end with it, also on a screen that nobody closes. */
const ASK_AGAIN_MS = 600_000;

/**
 * Tells each person once that new rules came into force today, and each administrator that a pack came that will; with
 * the way to what it changes.
 */
export function PackNews(props: { user: SignedInUser }) {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const session = useSession();
  const [seen] = useState(() => newsSeen(window.localStorage));
  const [, setPutAway] = useState(0);
  const news = useQuery({
    queryKey: queryKeys.packNews,
    queryFn: () => office.packs.news({}),
    enabled: !session.locked,
    refetchInterval: ASK_AGAIN_MS,
  });
  const { packs = [], waiting = [] } = news.data ?? {};
  const told = [
    ...packs.map((pack) => ({
      name: `${addressOfPack(pack)} ${pack.at}`,
      pack: addressOfPack(pack),
      text: t('packs.banner.one', { title: pack.title }),
    })),
    ...(props.user.role === 'administrator' ? waiting : []).map((pack) => ({
      name: `${addressOfPack(pack)} waiting`,
      pack: addressOfPack(pack),
      text: t('packs.banner.waiting', { title: pack.title, day: formats.date(pack.effectiveFrom) }),
    })),
  ];
  const person = props.user.id;
  return (
    told
      .filter(({ name }) => !seen.has(person, name))
      // One line at a time: the form below needs the room.
      .slice(0, 1)
      .map(({ name, pack, text }) => (
        <div key={name} role="status" className={classes.news}>
          <IconBellRinging aria-hidden size="1.25rem" />
          <span className={classes.newsText}>{text}</span>
          <Group gap="xs">
            <Button component={Link} to={paths.pack(pack)} size="compact-sm" variant="default">
              {t('packs.banner.see')}
            </Button>
            <Button
              size="compact-sm"
              onClick={() => {
                seen.add(person, name);
                setPutAway((count) => count + 1);
              }}
            >
              {t('packs.banner.seen')}
            </Button>
          </Group>
        </div>
      ))
  );
}
