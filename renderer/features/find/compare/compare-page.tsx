import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { IconArrowLeft, IconArrowsDiff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { EmptyState, KeyHint, Page, paths, useKey } from '#renderer/ui/index.ts';
import type { DossierRevision } from '#shared/contract/index.ts';
import { codeOf } from '../code-of.ts';
import classes from './compare-page.module.css';
import { DifferenceTable } from './difference-table.tsx';

/** Any two revisions of a dossier side by side; begins with the present one and the one before. */
export function ComparePage() {
  const t = useTexts();
  const office = useOffice();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const id = useParams()['id'] ?? '';
  const { state }: { state: unknown } = useLocation();
  const back = (): void => void navigate(paths.dossier(id), { replace: true, state });
  useKey('Escape', back, { label: t('corrections.form.back') });
  const opened = useQuery({ queryKey: queryKeys.dossier(id), queryFn: () => office.dossiers.get({ id }) });
  const found = useQuery({
    queryKey: queryKeys.revisions(id),
    queryFn: () => office.dossiers.revisions({ id }),
  });
  const revisions = found.data?.revisions ?? [];
  const code = opened.data === undefined ? '' : codeOf(opened.data.dossier);
  return (
    <Page
      title={t('corrections.compare.title', { code })}
      before={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowLeft size="1rem" aria-hidden />}
          rightSection={<KeyHint keys="Escape" />}
          onClick={back}
        >
          {t('corrections.form.back')}
        </Button>
      }
    >
      {found.isError ? (
        <EmptyState icon={<IconArrowsDiff size={36} />} title={errorText(toOfficeError(found.error))} />
      ) : revisions.length > 1 ? (
        <Comparison revisions={revisions} />
      ) : (
        found.data !== undefined && (
          <EmptyState
            icon={<IconArrowsDiff size={36} />}
            title={t('corrections.compare.single')}
            text={t('corrections.compare.singleText')}
          />
        )
      )}
    </Page>
  );
}

function Comparison(props: { revisions: readonly DossierRevision[] }) {
  const t = useTexts();
  const { revisions } = props;
  const newest = revisions.length - 1;
  const [left, setLeft] = useState(newest - 1);
  const [right, setRight] = useState(newest);
  const [onlyDifferences, setOnlyDifferences] = useState(false);
  const before = revisions[left];
  const after = revisions[right];
  const options = revisions.map(({ revision }, index) => ({
    value: String(index),
    label: t('corrections.revision', { revision }),
  }));
  if (before === undefined || after === undefined) return null;
  return (
    <>
      <div className={classes.heads}>
        <div className={classes.head}>
          <NativeSelect
            label={t('corrections.compare.left')}
            data={options}
            value={String(left)}
            onChange={(event) => setLeft(Number(event.currentTarget.value))}
          />
          <RevisionFacts revision={before} current={left === newest} />
        </div>
        <div className={classes.head}>
          <NativeSelect
            label={t('corrections.compare.right')}
            data={options}
            value={String(right)}
            onChange={(event) => setRight(Number(event.currentTarget.value))}
          />
          <RevisionFacts revision={after} current={right === newest} />
        </div>
        <Checkbox
          className={classes.only ?? ''}
          label={t('corrections.compare.onlyDifferences')}
          checked={onlyDifferences}
          onChange={(event) => setOnlyDifferences(event.currentTarget.checked)}
        />
      </div>
      <DifferenceTable before={before} after={after} onlyDifferences={onlyDifferences} />
    </>
  );
}

/** When and by whom a revision was made, why, and what became of its receipt. */
function RevisionFacts(props: { revision: DossierRevision; current: boolean }) {
  const t = useTexts();
  const formats = useFormats();
  const { at, by, reason, issued, erased } = props.revision;
  const facts = [
    `${formats.shortMoment(at)} · ${by}`,
    props.current ? t('corrections.compare.current') : null,
    t(issued ? 'corrections.compare.issued' : 'corrections.compare.notIssued'),
  ].filter((fact) => fact !== null);
  return (
    <div className={classes.facts}>
      <div>{facts.join(' · ')}</div>
      <div>
        {reason === null
          ? t('corrections.compare.first')
          : t('corrections.compare.reason', {
              reason: reason.text === '' ? reason.label : `${reason.label} (${reason.text})`,
            })}
      </div>
      {erased !== null && <strong>{t('corrections.compare.erased', { ground: erased })}</strong>}
    </div>
  );
}
