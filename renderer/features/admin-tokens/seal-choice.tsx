import { Button, FileButton, Group, NumberInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { base64Of } from '#renderer/ui/index.ts';
import { pngProblem } from './png.ts';
import classes from './tokens.module.css';

/** The red seal as a transparent PNG in real size; without it the mark is text alone. */
export function SealChoice(props: {
  png: string | null;
  millimetres: number;
  onPng: (png: string | null) => void;
  onMillimetres: (millimetres: number) => void;
}) {
  const t = useTexts();
  const [problem, setProblem] = useState<'notPng' | 'tooLarge' | null>(null);
  const { png } = props;
  async function choose(file: File | null): Promise<void> {
    if (file === null) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const found = pngProblem(bytes);
    setProblem(found);
    if (found === null) props.onPng(base64Of(bytes));
  }
  return (
    <div>
      <Text size="sm" fw={500}>
        {t('tokens.marks.seal')}
      </Text>
      <Text size="xs" c="var(--tram-ink-dim)">
        {t('tokens.marks.sealText')}
      </Text>
      <Group gap="xs" align="flex-end" mt={4}>
        <FileButton accept="image/png,.png" onChange={(file) => void choose(file)}>
          {(button) => (
            <Button {...button} variant="default" size="compact-sm">
              {t('tokens.marks.sealChoose')}
            </Button>
          )}
        </FileButton>
        {png !== null && (
          <>
            <Button variant="default" size="compact-sm" onClick={() => props.onPng(null)}>
              {t('tokens.marks.sealRemove')}
            </Button>
            <NumberInput
              className={classes.millimetres ?? ''}
              size="xs"
              label={t('tokens.marks.sealWidth')}
              min={10}
              max={60}
              decimalScale={1}
              value={props.millimetres}
              onChange={(value) => props.onMillimetres(Math.min(60, Math.max(10, Number(value) || 10)))}
            />
          </>
        )}
      </Group>
      {problem !== null && (
        <Text size="sm" role="alert" c="var(--tram-bad)">
          {t(`tokens.marks.${problem}`)}
        </Text>
      )}
    </div>
  );
}
