import { Button } from '@mantine/core';
import { IconArrowRight, IconFileTypePdf, IconUserPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, StateBadge, ToneIcon, useKey } from '#renderer/ui/index.ts';
import type { PrintJob } from '#shared/contract/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { PdfDialog } from './pdf-dialog.tsx';
import { PrintState } from './print-state.tsx';
import classes from './received-view.module.css';
import { usePrintJob } from './use-print-job.ts';
import { VisitList } from './visit-list.tsx';

/** Everybody in whose name it is. */
function applicantNames({ applicant, coApplicants = [] }: Dossier): string {
  return [applicant, ...coApplicants].map(({ name }) => name).join(', ');
}

/** The calm end of a reception: what to say to the citizen, how the paper fares, what comes next. */
export function ReceivedView(props: {
  dossier: Dossier;
  job: PrintJob;
  repeated: boolean;
  onNext: () => void;
  onSamePerson: () => void;
}) {
  const t = useTexts();
  const formats = useFormats();
  const { dossier } = props;
  const job = usePrintJob(props.job);
  const code = dossier.codes[0]?.code ?? '';
  const title = useRef<HTMLHeadingElement>(null);
  const [viewing, setViewing] = useState(false);
  const { paperId } = job;
  useEffect(() => title.current?.focus(), []);
  useKey('F3', props.onNext, { label: t('receive.keys.next') });
  useKey('F4', props.onSamePerson, { label: t('receive.keys.samePerson') });
  useKey('F8', () => setViewing(true), { label: t('receive.keys.openPdf'), enabled: paperId !== null });
  const facts: [string, string][] = [
    [t('receive.received.due'), formats.moment(dossier.due.at)],
    [t('receive.received.applicant'), applicantNames(dossier)],
    [t('receive.received.procedure'), dossier.procedure.name],
    [
      t('receive.received.register'),
      t('receive.received.registerLine', {
        volume: dossier.register.volume,
        number: dossier.register.number,
      }),
    ],
    [
      t('receive.received.fee'),
      dossier.fee.amount === 0 ? t('receive.result.feeFree') : formats.money(dossier.fee.amount),
    ],
  ];
  return (
    <section aria-labelledby="received-title" className={classes.view} data-received>
      <h2 className={classes.title} id="received-title" ref={title} tabIndex={-1}>
        <ToneIcon size="1.75rem" tone="good" /> {t('receive.received.title')}
      </h2>
      {props.repeated && <p className={classes.note}>{t('receive.received.repeated')}</p>}
      {dossier.clockSuspect && (
        <p className={classes.note}>
          <StateBadge tone="attention">{t('receive.received.clockSuspect')}</StateBadge>
        </p>
      )}
      <dl className={classes.codes}>
        <div>
          <dt>{t('receive.received.code')}</dt>
          <dd className={classes.code} data-dossier-code>
            {code}
          </dd>
        </div>
        <div>
          <dt>{t('receive.received.check')}</dt>
          <dd className={classes.check} data-check-value>
            {dossier.checkValue}
          </dd>
        </div>
      </dl>
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd title={value}>{value}</dd>
          </div>
        ))}
      </dl>
      <PrintState job={job} />
      <VisitList dossier={dossier} />
      <div className={classes.buttons}>
        <Button
          leftSection={<IconArrowRight aria-hidden size="1.2rem" />}
          onClick={props.onNext}
          rightSection={<KeyHint keys="F3" onAccent />}
        >
          {t('receive.received.next')}
        </Button>
        <Button
          leftSection={<IconUserPlus aria-hidden size="1.2rem" />}
          onClick={props.onSamePerson}
          rightSection={<KeyHint keys="F4" />}
          variant="default"
        >
          {t('receive.received.samePerson')}
        </Button>
        <Button
          disabled={paperId === null}
          leftSection={<IconFileTypePdf aria-hidden size="1.2rem" />}
          onClick={() => setViewing(true)}
          rightSection={<KeyHint keys="F8" />}
          variant="default"
        >
          {t(paperId === null ? 'receive.received.pdfLater' : 'receive.received.openPdf')}
        </Button>
      </div>
      <p className={classes.hint}>{t('receive.received.scanNext')}</p>
      {viewing && paperId !== null && (
        <PdfDialog code={code} onClose={() => setViewing(false)} paperId={paperId} />
      )}
    </section>
  );
}
