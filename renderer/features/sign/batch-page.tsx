import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useNavigate, useParams } from 'react-router';
import { useTexts } from '#renderer/i18n/index.ts';
import { BatchView, KeyHint, Page, paths, useKey } from '#renderer/ui/index.ts';
import classes from './sign.module.css';

/** One batch on a page of its own: it goes on in the office whatever screen is shown. */
export function BatchPage() {
  const t = useTexts();
  const navigate = useNavigate();
  const batchId = useParams()['id'] ?? '';
  const back = (): void => void navigate(paths.signTab('batches'));
  useKey('Escape', back, { label: t('sign.batch.back') });
  return (
    <Page
      title={t('sign.batch.title')}
      before={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowLeft size="1rem" aria-hidden />}
          rightSection={<KeyHint keys="Escape" />}
          onClick={back}
        >
          {t('sign.batch.back')}
        </Button>
      }
    >
      <div className={classes.card}>
        <BatchView key={batchId} batchId={batchId} />
      </div>
    </Page>
  );
}
