import { useTexts } from '#renderer/i18n/index.ts';
import { Dialog } from '../dialog.tsx';
import { DraftList } from './draft-list.tsx';
import classes from './drafts.module.css';
import type { Drafts } from './use-drafts-of.ts';

/** "Hồ sơ đang làm dở" on its own. `laidAside`: something stands on the screen, which would be laid aside. */
export function DraftDialog(props: {
  drafts: Drafts;
  opened: boolean;
  onClose: () => void;
  laidAside: boolean;
}) {
  const t = useTexts();
  const { drafts, onClose } = props;
  return (
    <Dialog onClose={onClose} opened={props.opened} size="lg" title={t('drafts.title')}>
      {drafts.offers.length === 0 ? (
        <p className={classes.note}>{t('drafts.none')}</p>
      ) : (
        <>
          {props.laidAside && <p className={classes.note}>{t('drafts.laidAside')}</p>}
          <DraftList autoFocus drafts={drafts} onTaken={onClose} />
        </>
      )}
      <DraftsKept drafts={drafts} />
    </Dialog>
  );
}

/** How long drafts are kept, and how many went with their age. */
export function DraftsKept(props: { drafts: Drafts }) {
  const t = useTexts();
  const { keptDays, removed } = props.drafts;
  if (keptDays === 0) return null;
  return (
    <p className={classes.note}>
      {t('drafts.keptDays', { count: keptDays })}
      {removed > 0 && ` ${t('drafts.removed', { count: removed })}`}
    </p>
  );
}
