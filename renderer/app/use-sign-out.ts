import { useTexts } from '#renderer/i18n/index.ts';
import { useSession } from '#renderer/office/index.ts';
import { useConfirm } from '#renderer/ui/index.ts';

/** Asks, then signs out; says what becomes of what is half entered. */
export function useSignOut(): () => void {
  const t = useTexts();
  const session = useSession();
  const confirm = useConfirm();
  return () => {
    void confirm({
      title: t('shell.user.signOutAsk'),
      text: t('shell.user.signOutWarning'),
      yes: t('shell.user.signOut'),
    }).then((sure) => {
      if (sure) session.end();
    });
  };
}
