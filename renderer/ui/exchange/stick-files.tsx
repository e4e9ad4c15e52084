import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { TextField } from '../field.tsx';
import classes from './exchange.module.css';
import { fileSizeText } from './file-size.ts';
import { filesNewestFirst, type StickPlace } from './stick-choice.ts';

/** The parcel files that lie on the drives, newest first, to choose one; another folder can be looked into. */
export function StickFiles(props: {
  label: string;
  places: readonly StickPlace[];
  looked: boolean;
  chosen: string | null;
  onChoose: (file: string) => void;
  onLook: (folder: string) => void;
  error?: string | undefined;
}) {
  const t = useTexts();
  const formats = useFormats();
  const [folder, setFolder] = useState('');
  const files = filesNewestFirst(props.places);
  const look = (): void => {
    if (folder.trim() !== '') props.onLook(folder.trim());
  };
  return (
    <Stack gap="sm">
      {files.length > 0 && (
        <Radio.Group
          label={props.label}
          value={props.chosen ?? ''}
          onChange={props.onChoose}
          errorProps={{ role: 'alert', mt: 'xs' }}
          error={props.error}
        >
          <Stack gap="xs" mt="xs">
            {files.map(({ file, place }) => (
              <Radio
                key={file.file}
                value={file.file}
                label={<span className={classes.path}>{file.name}</span>}
                description={`${place.label} · ${t('exchange.sticks.file', {
                  size: fileSizeText(file.bytes),
                  when: formats.shortMoment(file.at),
                })}`}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {files.length === 0 && props.looked && (
        <Text size="sm" role={props.error === undefined ? undefined : 'alert'}>
          {t(props.places.length === 0 ? 'exchange.sticks.none' : 'exchange.sticks.noFiles')}
        </Text>
      )}
      <Group align="flex-end" gap="xs">
        <TextField
          label={t('exchange.sticks.other')}
          placeholder={t('exchange.sticks.otherExample')}
          style={{ flex: '1 1 12rem' }}
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            look();
          }}
        />
        <Button variant="default" onClick={look}>
          {t('exchange.sticks.look')}
        </Button>
      </Group>
    </Stack>
  );
}
