import { Button } from '@mantine/core';
import { IconPackage } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice, useSession } from '#renderer/office/index.ts';
import { EmptyState, Page, paths } from '#renderer/ui/index.ts';
import { ImportPack } from './import-pack.tsx';
import { PackList } from './pack-list.tsx';
import { addressOfPack, firstPack, packOfAddress } from './pack-of-address.ts';
import { PackView } from './pack-view.tsx';
import classes from './packs.module.css';

/** What the province publishes: what is in force, what waits, and what each pack changes. */
export function PacksPage() {
  const t = useTexts();
  const office = useOffice();
  const session = useSession();
  const errorText = useErrorText();
  const [address, setAddress] = useSearchParams();
  const list = useQuery({ queryKey: queryKeys.packsList, queryFn: () => office.packs.list({}) });
  const administrator = session.user?.role === 'administrator';
  const kinds = list.data?.kinds ?? [];
  const packs = kinds.flatMap((kind) => kind.packs);
  const shown = packOfAddress(address.get('pack'), packs) ?? firstPack(packs);
  const pane = useRef<HTMLDivElement>(null);
  const choose = (pack: Parameters<typeof addressOfPack>[0]): void =>
    setAddress({ pack: addressOfPack(pack) }, { replace: true });
  /** With large type the pack stands below the list: whoever opens one is led there. */
  function open(pack: Parameters<typeof addressOfPack>[0]): void {
    choose(pack);
    pane.current?.focus({ preventScroll: true });
    if ((pane.current?.getBoundingClientRect().top ?? 0) > window.innerHeight / 2)
      pane.current?.scrollIntoView({ block: 'start' });
  }
  return (
    <Page title={t('packs.title')} actions={administrator && <ImportPack onTaken={choose} />}>
      {list.isError && <EmptyState title={errorText(toOfficeError(list.error))} />}
      {list.data !== undefined && packs.length === 0 && (
        <EmptyState
          icon={<IconPackage size={40} />}
          title={t('packs.empty.title')}
          text={t('packs.empty.text')}
        >
          {administrator && (
            <Button component={Link} to={paths.province} variant="default">
              {t('packs.empty.toProvince')}
            </Button>
          )}
        </EmptyState>
      )}
      {packs.length > 0 && (
        <div className={classes.panes}>
          <PackList kinds={kinds} shown={shown} onChoose={choose} onOpen={open} />
          <div ref={pane} className={classes.pane} tabIndex={-1}>
            {shown !== undefined && (
              <PackView key={addressOfPack(shown)} pack={shown} administrator={administrator} />
            )}
          </div>
        </div>
      )}
    </Page>
  );
}
