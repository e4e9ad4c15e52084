import { useNavigate } from 'react-router';
import { KioskScreen } from '#renderer/features/kiosk/index.ts';
import { useSession } from '#renderer/office/index.ts';
import { paths } from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';

/**
 * The kiosk in the window of whoever is signed in. It does not lock by itself, for it stands there untouched by them;
 * whoever leaves it, though, is asked for the password: it may be a citizen.
 */
export function OwnKiosk(props: { user: SignedInUser }) {
  const navigate = useNavigate();
  const session = useSession();
  const leave = (): void => {
    session.lock();
    void navigate(paths.receive, { replace: true });
  };
  const cancel = (): void => void navigate(paths.receive, { replace: true });
  return <KioskScreen staff={{ name: props.user.name, onLeave: leave, onCancel: cancel }} />;
}
