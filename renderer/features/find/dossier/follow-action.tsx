import { Button } from '@mantine/core';
import { IconClipboardPlus } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, paths, useKey } from '#renderer/ui/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';

/**
 * The person came back: reception begins with what the slip holds. After a request for supplement that is what comes
 * next; after a refusal it is rare.
 */
export function FollowAction(props: { dossier: Dossier }) {
  const t = useTexts();
  const navigate = useNavigate();
  const { cancelled, followedBy, id, slip } = props.dossier;
  const open = slip !== undefined && cancelled === null && followedBy === null;
  const expected = slip?.kind === 'supplement';
  const follow = (): void => void navigate(paths.receiveAfterSlip(id));
  // F3 rather than F2: pressed twice it must not receive what nobody has looked at.
  useKey('F3', follow, { label: t('dossier.slip.follow'), enabled: open });
  if (!open) return null;
  return (
    <Button
      size="compact-sm"
      leftSection={<IconClipboardPlus size="1rem" aria-hidden />}
      rightSection={<KeyHint keys="F3" onAccent={expected} />}
      onClick={follow}
      variant={expected ? 'filled' : 'default'}
    >
      {t('dossier.slip.follow')}
    </Button>
  );
}
