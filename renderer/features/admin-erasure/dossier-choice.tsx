import { Checkbox, Table, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { StateBadge } from '#renderer/ui/index.ts';
import type { ErasableDossier } from '#shared/contract/index.ts';
import classes from './erasure-page.module.css';
import type { DossierStep } from './use-erasing.ts';

/** The dossiers found, each ticked unless the person only handed it in for somebody else. */
export function DossierChoice(props: {
  dossiers: readonly ErasableDossier[];
  more: boolean;
  unticked: ReadonlySet<string>;
  steps: readonly DossierStep[];
  disabled: boolean;
  /** The erasure ended: no person is named any more, nor what a slip was asked for in the clerk's own words. */
  nameless: boolean;
  onChange: (unticked: ReadonlySet<string>) => void;
  /** Called once for each list that is found. */
  onFirst: () => void;
}) {
  const t = useTexts();
  const formats = useFormats();
  const { dossiers, unticked, onFirst } = props;
  const list = dossiers.map(({ id }) => id).join();
  const seen = useRef('');
  useEffect(() => {
    if (seen.current === list) return;
    seen.current = list;
    onFirst();
  }, [list, onFirst]);

  const gone = (step: DossierStep | undefined): boolean => props.nameless || step?.outcome === 'erased';

  function toggle(id: string): void {
    const next = new Set(unticked);
    if (!next.delete(id)) next.add(id);
    props.onChange(next);
  }

  return (
    <>
      <Table.ScrollContainer minWidth="38rem">
        <Table verticalSpacing={6} fz="sm" aria-label={t('erasure.list')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Td />
              <Table.Th scope="col">{t('dossier.find.code')}</Table.Th>
              <Table.Th scope="col">{t('dossier.find.person')}</Table.Th>
              <Table.Th scope="col">{t('dossier.find.procedure')}</Table.Th>
              <Table.Th scope="col">{t('dossier.find.state')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {dossiers.map((dossier) => {
              const step = props.steps.find((one) => one.id === dossier.id);
              return (
                <Table.Tr key={dossier.id}>
                  <Table.Td>
                    <Checkbox
                      aria-label={t('erasure.tick', { code: dossier.code })}
                      checked={!unticked.has(dossier.id)}
                      disabled={props.disabled}
                      onChange={() => toggle(dossier.id)}
                    />
                  </Table.Td>
                  <Table.Td>
                    <span className={classes.code}>{dossier.code}</span>
                    <div className={classes.dim}>{formats.shortMoment(dossier.receivedAt)}</div>
                  </Table.Td>
                  {/* From now on this screen knows nobody in it either. */}
                  <Table.Td>{gone(step) ? null : <Person dossier={dossier} />}</Table.Td>
                  <Table.Td>
                    {!gone(step) && (
                      <span className={classes.procedure} title={dossier.procedureName}>
                        {dossier.procedureName}
                      </span>
                    )}
                  </Table.Td>
                  <Table.Td className={classes.standing ?? ''}>
                    <Standing dossier={dossier} step={step} />
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {props.more && <Text size="sm">{t('erasure.more')}</Text>}
    </>
  );
}

function Person(props: { dossier: ErasableDossier }) {
  const t = useTexts();
  const { dossier } = props;
  return (
    <>
      {dossier.applicantName}
      <div className={classes.dim}>
        {dossier.foundAs === 'filer' ? t('erasure.asFiler') : dossier.idNumberMasked}
      </div>
    </>
  );
}

function Standing(props: { dossier: ErasableDossier; step: DossierStep | undefined }) {
  const t = useTexts();
  const { dossier, step } = props;
  if (step?.outcome === 'erased') return <StateBadge tone="good">{t('erasure.erased')}</StateBadge>;
  if (step !== undefined) return <StateBadge tone="bad">{step.message ?? t('erasure.notErased')}</StateBadge>;
  return (
    <StateBadge tone={dossier.open ? 'attention' : 'neutral'}>
      {t(`dossier.states.${dossier.state}`)}
    </StateBadge>
  );
}
