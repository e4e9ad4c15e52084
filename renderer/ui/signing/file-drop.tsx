import { Button, FileButton, Text } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import classes from './signing.module.css';

/** Files chosen by a button or dropped here. They stay in this window until somebody sends them. */
export function FileDrop(props: {
  label: string;
  text: ReactNode;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
}) {
  const [over, setOver] = useState(false);
  const { disabled = false, onFiles } = props;
  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (!disabled && files.length > 0) onFiles(files);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same for the keyboard
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileButton
        accept="application/pdf,.pdf"
        multiple
        onChange={(files) => files.length > 0 && onFiles(files)}
      >
        {(button) => (
          <Button
            {...button}
            data-file-choice
            disabled={disabled}
            leftSection={<IconFileTypePdf size="1.125rem" aria-hidden />}
          >
            {props.label}
          </Button>
        )}
      </FileButton>
      <Text size="sm" c="var(--tram-ink-dim)">
        {props.text}
      </Text>
    </div>
  );
}
