import { Button, Loader } from '@mantine/core';
import { IconRefreshAlert } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { BoardPage } from '#renderer/features/board/index.ts';
import { certifiedChanged, forgetCertified, forgetCertify } from '#renderer/features/certify/index.ts';
import { KioskScreen } from '#renderer/features/kiosk/index.ts';
import { PairPage } from '#renderer/features/pair/index.ts';
import { forgetReceived, forgetReception } from '#renderer/features/receive/index.ts';
import { SetupPage } from '#renderer/features/setup/index.ts';
import { SignInPage } from '#renderer/features/sign-in/index.ts';
import { useTexts } from '#renderer/i18n/index.ts';
import { useConnectionState, useSession } from '#renderer/office/index.ts';
import { EmptyState, paths } from '#renderer/ui/index.ts';
import { OwnBoard } from './own-board.tsx';
import { OwnKiosk } from './own-kiosk.tsx';
import { Shell } from './shell.tsx';

/** Decides what this window shows: opening, an old page, the first start, sign-in, or the work. */
export function Gate() {
  const t = useTexts();
  const { phase } = useConnectionState();
  const session = useSession();
  // The office is there as soon as it is made, but its passwords or recovery key are still to be written down.
  const [settingUp, setSettingUp] = useState(false);
  const hadSomebody = useRef(false);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const nobody = session.user === null;
  useEffect(() => {
    if (!nobody) {
      hadSomebody.current = true;
      setSettingUp(false);
      return;
    }
    // Whoever signs in next begins anew, not on the dossier that was open before them.
    if (hadSomebody.current) void navigate(paths.receive, { replace: true });
    forgetReception();
    forgetCertify();
  }, [nobody, navigate]);
  const { onErased, onChanged } = session;
  useEffect(
    () =>
      onErased((id) => {
        forgetReceived(id);
        forgetCertified(id);
      }),
    [onErased],
  );
  useEffect(() => onChanged(certifiedChanged), [onChanged]);
  if (phase === 'incompatible') {
    return (
      <main>
        <EmptyState
          heading
          icon={<IconRefreshAlert size={40} />}
          title={t('shell.connection.incompatibleTitle')}
          text={t('shell.connection.incompatible')}
        >
          <Button autoFocus onClick={() => window.location.reload()}>
            {t('shell.connection.reload')}
          </Button>
        </EmptyState>
      </main>
    );
  }
  if (session.office === null) return <Opening />;
  const { device } = session.office;
  if (device !== null && device.kind === null) return <PairPage office={session.office} device={device} />;
  if (device?.kind === 'board') return <BoardPage person={null} />;
  if (device?.kind === 'kiosk') return <KioskScreen />;
  if (session.user !== null && !session.locked && pathname === paths.kiosk)
    return <OwnKiosk user={session.user} />;
  if (session.user !== null && pathname === paths.board) return <OwnBoard user={session.user} />;
  if (session.user !== null) return <Shell key={session.user.id} user={session.user} />;
  if (settingUp || session.office.phase === 'new') {
    return <SetupPage onBegun={() => setSettingUp(true)} onDone={() => setSettingUp(false)} />;
  }
  return <SignInPage office={session.office} />;
}

function Opening() {
  const t = useTexts();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 4000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main aria-busy="true">
      <EmptyState
        heading
        icon={<Loader size="sm" />}
        title={t('shell.connection.connecting')}
        {...(slow ? { text: t('shell.connection.slow') } : {})}
      />
    </main>
  );
}
