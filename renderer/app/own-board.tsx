import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { BoardPage } from '#renderer/features/board/index.ts';
import { useSession } from '#renderer/office/index.ts';
import { paths } from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';
import { IDLE_LOCK_MS } from './use-idle.ts';

/**
 * The board in the window of whoever is signed in. It stands there for hours without being touched and may not lock
 * meanwhile; but who comes back after the time in which every other screen would have locked is asked for the password.
 */
export function OwnBoard(props: { user: SignedInUser }) {
  const navigate = useNavigate();
  const session = useSession();
  const touched = useRef(performance.now());
  const idle = useRef(false);
  useEffect(() => {
    const onTouch = (): void => {
      if (performance.now() - touched.current > IDLE_LOCK_MS) idle.current = true;
      touched.current = performance.now();
    };
    const kinds = ['keydown', 'pointerdown', 'pointermove'] as const;
    for (const kind of kinds) window.addEventListener(kind, onTouch, true);
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, onTouch, true);
    };
  }, []);
  function leave(): void {
    if (idle.current) session.lock();
    void navigate(paths.receive, { replace: true });
  }
  return <BoardPage person={{ name: props.user.name, onLeave: leave }} />;
}
