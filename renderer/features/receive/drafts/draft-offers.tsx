import { IconFileTime } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { DraftDialog, DraftList, DraftsKept, KeyHint, useKey } from '#renderer/ui/index.ts';
import { focusField } from '../focus.ts';
import { isUntouched } from '../model/form.ts';
import { useReception } from '../use-reception.tsx';
import classes from './drafts.module.css';
import { useDrafts } from './use-drafts.tsx';

/**
 * "Hồ sơ đang làm dở": beside the form while nothing is entered in it, so that nothing moves under anybody's hands; else
 * behind F8.
 */
export function DraftOffers() {
  const t = useTexts();
  const drafts = useDrafts();
  const titleId = useId();
  const { form, submission, sheet } = useReception();
  const [opened, setOpened] = useState(false);
  const card = useRef<HTMLElement>(null);
  const filling = submission.phase !== 'received' && sheet === null;
  const shown =
    submission.phase === 'editing' && sheet === null && isUntouched(form) && drafts.offers.length > 0;
  useKey(
    'F8',
    () => {
      if (shown) card.current?.querySelector<HTMLElement>('[data-draft-open]')?.focus();
      else setOpened(true);
    },
    { label: t('drafts.key'), enabled: filling },
  );
  return (
    <>
      {shown && (
        <section
          aria-labelledby={titleId}
          className={classes.card}
          data-drafts
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            focusField('applicant.name');
          }}
          ref={card}
        >
          <header className={classes.head}>
            <IconFileTime aria-hidden size="1.2rem" stroke={1.7} />
            <h2 className={classes.heading} id={titleId}>
              {t('drafts.title')}
            </h2>
            <KeyHint keys="F8" />
          </header>
          <DraftList drafts={drafts} />
          <DraftsKept drafts={drafts} />
        </section>
      )}
      <DraftDialog
        drafts={drafts}
        laidAside={!isUntouched(form)}
        onClose={() => setOpened(false)}
        opened={opened}
      />
    </>
  );
}
