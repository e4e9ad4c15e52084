import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { newRequestId, queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { KeyHint, notifyProblem, StateBadge, useKey } from '#renderer/ui/index.ts';
import type { PrintJob } from '#shared/contract/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { useReceptionStore } from '../use-reception.tsx';
import { PrintState } from './print-state.tsx';
import classes from './received-view.module.css';

/** How the paper fares, or that none was printed; and the key that prints it, once more where it came out already. */
export function PaperState(props: { dossier: Dossier; job: PrintJob | null }) {
  const t = useTexts();
  const errorText = useErrorText();
  const office = useOffice();
  const cache = useQueryClient();
  const store = useReceptionStore();
  const { dossier, job } = props;
  const request = useRef<string | null>(null);
  const print = useMutation({
    mutationFn: () => {
      // Pressed again while no answer came: the same order.
      request.current ??= newRequestId();
      return office.dossiers.reprint({ dossierId: dossier.id, requestId: request.current });
    },
    onSuccess: ({ job: made }) => {
      request.current = null;
      cache.setQueryData(queryKeys.printJob(made.id), made);
      store.update((now) =>
        now.submission.phase === 'received' && now.submission.dossier.id === dossier.id
          ? { ...now, submission: { ...now.submission, job: made } }
          : now,
      );
    },
    onError: (thrown) => notifyProblem(errorText(toOfficeError(thrown))),
  });
  const offered = (job === null || job.state === 'printed') && !print.isPending;
  useKey('Alt+R', () => print.mutate(), { label: t('receive.keys.print'), enabled: offered });
  const what = dossier.slip === undefined ? 'receipt' : 'slip';
  return (
    <div className={classes.paper}>
      {job !== null ? (
        <PrintState job={job} title={t(`receive.received.papers.${what}`)} />
      ) : (
        <div className={classes.print} data-print-state="none">
          <div className={classes.printLine}>
            <span>{t(`receive.received.papers.${what}`)}</span>
            <StateBadge tone="neutral">{t('receive.received.notPrinted')}</StateBadge>
          </div>
        </div>
      )}
      {(offered || print.isPending) && (
        <Button
          leftSection={<IconPrinter aria-hidden size="1.1rem" />}
          loading={print.isPending}
          onClick={() => print.mutate()}
          rightSection={<KeyHint keys="Alt+R" />}
          size="compact-sm"
          variant="default"
        >
          {t(job === null ? 'receive.received.printNow' : 'receive.received.printAgain')}
        </Button>
      )}
    </div>
  );
}
