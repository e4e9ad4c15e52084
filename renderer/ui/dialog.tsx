import { Modal, type ModalProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { useOpener } from './focus/use-opener.ts';
import { KeyLayer, useKey } from './keys/use-key.tsx';

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
        <div ref={content}>{props.children}</div>
      </KeyLayer>
    </Modal>
  );
}

function EscapeCloses(props: { onClose: () => void; enabled: boolean }) {
  useKey('Escape', props.onClose, { enabled: props.enabled });
  return null;
}
