import { Button } from '@mantine/core';
import { IconArrowsDiff, IconCircleX, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import { KeyHint, paths, useKey } from '#renderer/ui/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { CancelDialog } from '../cancel-dialog.tsx';

/** Correct, cancel, compare: what this person may do with what was received. What they may not is said by its title. */
export function MendingActions(props: { dossier: Dossier; code: string }) {
  const t = useTexts();
  const office = useOffice();
  const navigate = useNavigate();
  const { state }: { state: unknown } = useLocation();
  const { dossier } = props;
  const { id, revision } = dossier;
  // Another screen may lead straight to the question (`paths.cancelDossier`).
  const [asked] = useSearchParams();
  const [cancelling, setCancelling] = useState(asked.has('cancel') ? id : null);
  const mending = useQuery({
    queryKey: queryKeys.mending(id),
    queryFn: () => office.dossiers.mending({ id }),
  });
  const isSlip = dossier.slip !== undefined;
  const cancelLabel = t(isSlip ? 'dossier.slip.cancel' : 'corrections.cancelOpen');
  const mayCorrect = mending.data?.correct.allowed === true;
  const mayCancel = mending.data?.cancel.allowed === true;
  // They stand in the dossier's place, so that Esc on the dossier still leads to where it was opened from.
  const correct = (): void => void navigate(paths.correctDossier(id), { replace: true, state });
  const compare = (): void => void navigate(paths.compareRevisions(id), { replace: true, state });
  useKey('Alt+S', correct, {
    label: t('corrections.open'),
    enabled: !isSlip && mending.data?.correct.allowed !== false,
  });
  useKey('Alt+B', compare, { label: t('corrections.compareOpen'), enabled: revision > 1 });
  useKey('Alt+Y', () => setCancelling(id), {
    label: cancelLabel,
    enabled: mending.data?.cancel.allowed !== false,
  });
  return (
    <>
      {revision > 1 && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowsDiff size="1rem" aria-hidden />}
          rightSection={<KeyHint keys="Alt+B" />}
          onClick={compare}
        >
          {t('corrections.compareOpen')}
        </Button>
      )}
      {dossier.cancelled === null && (
        <>
          {!isSlip && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={!mayCorrect}
              title={mending.data?.correct.why}
              leftSection={<IconPencil size="1rem" aria-hidden />}
              rightSection={<KeyHint keys="Alt+S" />}
              onClick={correct}
            >
              {t('corrections.open')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            disabled={!mayCancel}
            title={mending.data?.cancel.why}
            leftSection={<IconCircleX size="1rem" aria-hidden />}
            rightSection={<KeyHint keys="Alt+Y" />}
            onClick={() => setCancelling(id)}
          >
            {cancelLabel}
          </Button>
        </>
      )}
      {cancelling === id && mayCancel && mending.data !== undefined && (
        <CancelDialog
          dossier={dossier}
          code={props.code}
          reasons={mending.data.reasons.cancel}
          onClose={() => setCancelling(null)}
        />
      )}
    </>
  );
}
