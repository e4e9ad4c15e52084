import { Button } from '@mantine/core';
import { IconArrowRight, IconFileTypePdf, IconUserPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import {
  CollectFee,
  KeyHint,
  PdfDialog,
  SignReceipt,
  StateBadge,
  ToneIcon,
  useKey,
} from '#renderer/ui/index.ts';
import type { PrintJob } from '#shared/contract/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { readableCheckValue } from '#shared/forms/index.ts';
import { PaperState } from './paper-state.tsx';
import { ReceivedFacts } from './received-facts.tsx';
import classes from './received-view.module.css';
import { usePrintJob } from './use-print-job.ts';
import { VisitList } from './visit-list.tsx';

/** What became of the visit: received, result in hand, a slip, or nothing any more. */
function outcomeOf({ slip, atOnce, cancelled }: Dossier) {
  if (cancelled !== null) return slip === undefined ? 'cancelled' : 'cancelled-slip';
  return slip?.kind ?? (atOnce === true ? 'at-once' : 'received');
}

/** The calm end of a reception, or of a slip: what to say to the citizen, how the paper fares, what comes next. */
export function ReceivedView(props: {
  dossier: Dossier;
  /** Null where no paper was asked for. */
  job: PrintJob | null;
  repeated: boolean;
  onNext: () => void;
  onSamePerson: () => void;
}) {
  const t = useTexts();
  const { dossier } = props;
  const job = usePrintJob(dossier.id, props.job);
  const code = dossier.codes[0]?.code ?? '';
  const what = outcomeOf(dossier);
  const tone = dossier.cancelled !== null ? 'bad' : dossier.slip === undefined ? 'good' : 'attention';
  const title = useRef<HTMLHeadingElement>(null);
  const [viewing, setViewing] = useState(false);
  const paperId = job?.paperId ?? null;
  useEffect(() => title.current?.focus(), []);
  useKey('F3', props.onNext, { label: t('receive.keys.next') });
  useKey('F4', props.onSamePerson, { label: t('receive.keys.samePerson') });
  useKey('F8', () => setViewing(true), { label: t('receive.keys.openPdf'), enabled: paperId !== null });
  return (
    <section aria-labelledby="received-title" className={classes.view} data-outcome={what} data-received>
      <h2 className={classes.title} data-tone={tone} id="received-title" ref={title} tabIndex={-1}>
        <ToneIcon size="1.75rem" tone={tone} /> {t(`receive.received.titles.${what}`)}
      </h2>
      {what !== 'received' && <p className={classes.plain}>{t(`receive.received.plain.${what}`)}</p>}
      {props.repeated && <p className={classes.note}>{t('receive.received.repeated')}</p>}
      {dossier.clockSuspect && (
        <p className={classes.note}>
          <StateBadge tone="attention">{t('receive.received.clockSuspect')}</StateBadge>
        </p>
      )}
      <dl className={classes.codes}>
        <div>
          <dt>{t(dossier.slip === undefined ? 'receive.received.code' : 'slips.received.number')}</dt>
          <dd className={classes.code} data-dossier-code>
            {code}
          </dd>
        </div>
        <div>
          <dt>{t('receive.received.check')}</dt>
          <dd className={classes.check} data-check-value>
            {readableCheckValue(dossier.checkValue)}
          </dd>
        </div>
      </dl>
      <ReceivedFacts dossier={dossier} />
      {dossier.slip === undefined && <CollectFee dossierId={dossier.id} code={code} />}
      {dossier.cancelled === null && <PaperState dossier={dossier} job={job} />}
      {dossier.cancelled === null && <SignReceipt dossierId={dossier.id} />}
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
          {t(paperId === null && job !== null ? 'receive.received.pdfLater' : 'receive.received.openPdf')}
        </Button>
      </div>
      <p className={classes.hint}>{t('receive.received.scanNext')}</p>
      {viewing && paperId !== null && (
        <PdfDialog
          onClose={() => setViewing(false)}
          paperId={paperId}
          title={t('receive.received.pdfTitle', { code })}
        />
      )}
    </section>
  );
}
