import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { LeaseNotices } from '#renderer/features/admin-leases/index.ts';
import { PackNews } from '#renderer/features/packs/index.ts';
import { QueueStrip } from '#renderer/features/queue-desk/index.ts';
import { beginAfterReceived } from '#renderer/features/receive/index.ts';
import { useTexts } from '#renderer/i18n/index.ts';
import { useSession } from '#renderer/office/index.ts';
import {
  forgetProblems,
  KeyHelp,
  NoticeSpace,
  paths,
  useDismissQuestion,
  useKey,
} from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';
import { ChangePassword } from './change-password.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { LockScreen } from './lock-screen.tsx';
import { NoticesBanner } from './notices-banner.tsx';
import { Palette } from './palette/palette.tsx';
import { nextTypeSize } from './preferences.ts';
import { Rail } from './rail.tsx';
import { ReceiptScanner } from './receipt-scanner.tsx';
import { Screens } from './screens.tsx';
import classes from './shell.module.css';
import { StatusBar } from './status/status-bar.tsx';
import { IDLE_LOCK_MS, useIdle } from './use-idle.ts';
import { usePreferences } from './use-preferences.tsx';
import { useReturningFocus } from './use-returning-focus.ts';

/** Screens that read scanned cards themselves. */
const HAS_SCANNER: readonly string[] = [paths.receive, paths.certify];

/** Frame around every screen of a signed-in person. */
export function Shell(props: { user: SignedInUser }) {
  const t = useTexts();
  const session = useSession();
  const [preferences, change] = usePreferences();
  const [changingPassword, setChangingPassword] = useState(false);
  const { pathname } = useLocation();
  const dismissQuestion = useDismissQuestion();
  useEffect(() => {
    if (pathname === '') return undefined;
    forgetProblems();
    setChangingPassword(false);
    // A question is about the screen it was asked on, and goes with it.
    return dismissQuestion;
  }, [pathname, dismissQuestion]);
  const frame = useRef<HTMLDivElement>(null);
  useReturningFocus(frame, session.locked);
  useIdle(IDLE_LOCK_MS, session.lock, !session.locked);
  useKey('Ctrl+L', session.lock, { label: t('shell.user.lock'), reach: 'always' });
  const resize = (step: 1 | -1): void => change({ typeSize: nextTypeSize(preferences.typeSize, step) });
  useKey('Alt+=', () => resize(1), { label: t('shell.user.larger'), reach: 'always' });
  useKey('Alt+-', () => resize(-1), { label: t('shell.user.smaller'), reach: 'always' });
  return (
    <>
      <div
        ref={frame}
        className={classes.frame}
        inert={session.locked}
        data-locked={session.locked || undefined}
      >
        <Rail user={props.user} onChangePassword={() => setChangingPassword(true)} />
        <div className={classes.banners}>
          <QueueStrip
            onCalled={(ticket) => {
              if (ticket !== null) beginAfterReceived();
            }}
          />
          <ConnectionBanner />
          <NoticesBanner user={props.user} />
          <LeaseNotices user={props.user} />
          <PackNews user={props.user} />
        </div>
        <main className={classes.main}>
          <ErrorBoundary key={pathname}>
            <Screens user={props.user} />
          </ErrorBoundary>
        </main>
        <NoticeSpace />
        <StatusBar />
        {!session.locked && (
          <>
            {!HAS_SCANNER.includes(pathname) && <ReceiptScanner />}
            <Palette user={props.user} onChangePassword={() => setChangingPassword(true)} />
            <KeyHelp key={pathname} />
            <ChangePassword opened={changingPassword} onClose={() => setChangingPassword(false)} />
          </>
        )}
      </div>
      {session.locked && <LockScreen user={props.user} />}
    </>
  );
}
