import { Button, Text } from '@mantine/core';
import { IconEye, IconPrinter } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { newRequestId, queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import {
  JobState,
  JobsInDoubt,
  KeyHint,
  needsPerson,
  notifyDone,
  notifyProblem,
  PdfDialog,
  Section,
  StateBadge,
  type Tone,
  useConfirm,
  useKey,
} from '#renderer/ui/index.ts';
import { aboutOf } from '../code-of.ts';
import type { OpenDossier } from './dossier-page.tsx';
import classes from './printed-card.module.css';

type Paper = OpenDossier['papers'][number];

const OUTCOME_TONES: Record<Paper['outcome'], Tone> = {
  printed: 'good',
  unknown: 'attention',
  failed: 'bad',
};

/** The archived papers, their PDF, printing again, and the state of every job as it changes. */
export function PrintedCard(props: { opened: OpenDossier }) {
  const t = useTexts();
  const formats = useFormats();
  const { papers, dossier } = props.opened;
  const { revision } = dossier;
  const known = papers.some((paper) => paper.revision === revision);
  const label = known
    ? t('dossier.page.reprint')
    : revision > 1
      ? t('dossier.page.printRevision', { revision })
      : t(dossier.slip === undefined ? 'dossier.page.printFirst' : 'dossier.slip.printFirst');
  // A printed job stands above as a paper already.
  const jobs = props.opened.jobs.filter((job) => job.state !== 'printed');
  const onTheWay = jobs.filter((job) => !needsPerson(job));
  const [shown, setShown] = useState<Paper | null>(null);
  // What comes next for an open request is to receive; of what is cancelled or handed over nobody waits for a paper.
  const main = dossier.cancelled === null && dossier.slip === undefined && dossier.atOnce === undefined;
  const reprint = useReprint(dossier, known ? 'reprint' : revision > 1 ? { revision } : 'first', label);
  // While a first paper is on its way, its job stands below and says how it fares.
  const offered = papers.length > 0 || (jobs.length === 0 && dossier.cancelled === null);
  useKey('F4', reprint.run, { label, enabled: offered });
  return (
    <Section
      title={t('dossier.page.printed')}
      icon={<IconPrinter size="1.125rem" />}
      aside={
        offered && (
          <Button
            size="compact-sm"
            variant={main ? 'filled' : 'default'}
            loading={reprint.busy}
            rightSection={<KeyHint keys="F4" onAccent={main} />}
            onClick={reprint.run}
          >
            {label}
          </Button>
        )
      }
    >
      {papers.length === 0 && <Text size="sm">{t('dossier.page.noPrinted')}</Text>}
      <ul className={classes.list}>
        {papers.map((paper) => (
          <li key={paper.id} className={classes.paper}>
            <div className={classes.what}>
              <span className={classes.title}>{paper.title}</span>
              <span className={classes.when}>
                {paper.reprint === 0
                  ? t('dossier.page.firstPrint')
                  : t('dossier.page.reprintNumber', { number: paper.reprint })}
                {revision > 1 && ` · ${t('corrections.revision', { revision: paper.revision })}`} ·{' '}
                {formats.shortMoment(paper.printedAt)} · {paper.printedBy} · {paper.printer}
              </span>
            </div>
            {paper.revision < revision && (
              <StateBadge tone="attention">{t('corrections.superseded')}</StateBadge>
            )}
            <StateBadge tone={OUTCOME_TONES[paper.outcome]}>
              {t(`dossier.page.outcomes.${paper.outcome}`)}
            </StateBadge>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconEye size="1rem" aria-hidden />}
              onClick={() => setShown(paper)}
            >
              {t('dossier.page.seePdf')}
            </Button>
          </li>
        ))}
      </ul>
      {jobs.length > 0 && (
        <>
          <h3 className={classes.jobs}>{t('dossier.page.jobs')}</h3>
          <ul className={classes.list}>
            {onTheWay.map((job) => (
              <li key={job.id} className={classes.paper}>
                <span className={classes.what}>
                  {job.title}
                  {job.reprint > 0 && ` · ${t('dossier.page.reprintNumber', { number: job.reprint })}`} ·{' '}
                  {formats.shortMoment(job.createdAt)}
                </span>
                <JobState job={job} />
              </li>
            ))}
          </ul>
          <Text component="div" size="sm" mt="xs">
            <JobsInDoubt jobs={jobs} empty="" withLink={false} />
          </Text>
        </>
      )}
      {shown !== null && (
        <PdfDialog
          paperId={shown.id}
          title={t('dossier.page.pdfTitle', { title: shown.title })}
          onClose={() => setShown(null)}
        />
      )}
    </Section>
  );
}

/** What is ordered: the archived paper once more, the first paper at all, or the first one of a later revision. */
type Order = 'reprint' | 'first' | { revision: number };

/** Asks once, then orders a print; an order whose answer was lost is repeated under the same id. `yes`: its verb. */
function useReprint(
  dossier: OpenDossier['dossier'],
  what: Order,
  yes: string,
): { run: () => void; busy: boolean } {
  const t = useTexts();
  const office = useOffice();
  const confirm = useConfirm();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const { id: dossierId } = dossier;
  const requestId = useRef<string | null>(null);
  const order = useMutation({
    mutationFn: () => {
      requestId.current ??= newRequestId();
      return office.dossiers.reprint({ dossierId, requestId: requestId.current });
    },
    onSuccess: ({ job }) => {
      requestId.current = null;
      cache.setQueryData(queryKeys.printJob(job.id), job);
      void cache.invalidateQueries({ queryKey: queryKeys.dossier(dossierId) });
      notifyDone(t(what === 'reprint' ? 'dossier.page.reprintQueued' : 'dossier.page.printQueued'));
    },
    onError: (thrown) => {
      const failure = toOfficeError(thrown);
      if (failure.code !== 'timeout' && failure.code !== 'disconnected') requestId.current = null;
      notifyProblem(errorText(failure));
    },
  });
  function questionOf(asked: Order): { title: string; text: string } {
    if (asked === 'reprint')
      return { title: t('dossier.page.reprintAsk'), text: t('dossier.page.reprintText') };
    if (asked === 'first')
      return { title: t('dossier.page.printFirstAsk'), text: t('dossier.page.printFirstText') };
    return {
      title: t('dossier.page.printRevisionAsk', asked),
      text: t('dossier.page.printRevisionText'),
    };
  }
  return {
    busy: order.isPending,
    run: () => {
      if (order.isPending) return;
      void confirm({ ...questionOf(what), about: aboutOf(dossier), yes }).then((sure) => {
        if (sure) order.mutate();
      });
    },
  };
}
