import { Modal, type ModalProps } from '@mantine/core';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { staysInside } from './focus/stays-inside.ts';
import { useOpener } from './focus/use-opener.ts';
import { KeyLayer, useIsCovered, useIsTopLayer, useKey } from './keys/use-key.tsx';

/** A window above the screen: keys of the screen rest while it is open; Esc closes it and focus returns. */
export function Dialog(props: {
  opened: boolean;
  onClose: () => void;
  title: string;
  size?: ModalProps['size'];
  /** False: only the buttons close it (a question that must be answered). Default true. */
  escapable?: boolean;
  children: ReactNode;
}) {
  const t = useTexts();
  const escapable = props.escapable ?? true;
  const content = useOpener(props.opened);
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      size={props.size ?? 'md'}
      // The key layer closes the topmost dialog only; Mantine would close every open one.
      closeOnEscape={false}
      closeOnClickOutside={false}
      // Mantine forgets the opener of a dialog that is mounted open.
      returnFocus={false}
      withCloseButton={escapable}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <KeyLayer>
        <EscapeCloses onClose={props.onClose} enabled={escapable} />
        <Inside content={content}>{props.children}</Inside>
      </KeyLayer>
    </Modal>
  );
}

/** Tab goes round inside it, also when the cursor was lost to what lies below. */
function Inside(props: { content: (inside: HTMLElement | null) => void; children: ReactNode }) {
  const { content } = props;
  const inside = useRef<HTMLDivElement>(null);
  const isTop = useIsTopLayer();
  useEffect(() => {
    content(inside.current);
    const dialog = inside.current?.closest<HTMLElement>('[role="dialog"]');
    return dialog == null ? undefined : staysInside(dialog, isTop);
  }, [content, isTop]);
  const covered = useIsCovered();
  // One dialog at a time: what lies below another can be neither reached nor read out.
  useLayoutEffect(() => {
    const dialog = inside.current?.closest<HTMLElement>('[role="dialog"]');
    if (dialog != null) dialog.inert = covered;
  }, [covered]);
  return <div ref={inside}>{props.children}</div>;
}

function EscapeCloses(props: { onClose: () => void; enabled: boolean }) {
  useKey('Escape', props.onClose, { enabled: props.enabled });
  return null;
}
