import { Button } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { newRequestId, queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { KeyHint, notifyDone, notifyProblem, StateBadge, useKey } from '#renderer/ui/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import classes from './visit-list.module.css';

/** The dossiers of this visit, and the one key that prints the receipts of all of them. Nothing for a visit of one. */
export function VisitList(props: { dossier: Dossier }) {
  const t = useTexts();
  const formats = useFormats();
  const errorText = useErrorText();
  const office = useOffice();
  const { id, visit } = props.dossier;
  const listed = useQuery({
    queryKey: queryKeys.visit(id),
    queryFn: () => office.visits.get({ dossierId: id }),
    enabled: visit !== undefined,
  });
  const dossiers = listed.data?.dossiers ?? [];
  const print = useMutation({
    mutationFn: () => office.visits.print({ dossierId: id, requestId: newRequestId() }),
    onSuccess: ({ jobs }) => notifyDone(t('receive.people.visit.printed', { count: jobs.length })),
    onError: (thrown) => notifyProblem(errorText(toOfficeError(thrown))),
  });
  const several = dossiers.length > 1;
  useKey('Alt+I', () => print.mutate(), {
    label: t('receive.people.keys.bundle'),
    enabled: several && !print.isPending,
  });
  if (!several) return null;
  return (
    <section aria-labelledby="visit-title" className={classes.visit} data-visit>
      <div className={classes.head}>
        <h3 className={classes.title} id="visit-title">
          {t('receive.people.visit.title', { count: dossiers.length })}
        </h3>
        <Button
          leftSection={<IconStack2 aria-hidden size="1.1rem" />}
          loading={print.isPending}
          onClick={() => print.mutate()}
          rightSection={<KeyHint keys="Alt+I" />}
          size="compact-sm"
          variant="default"
        >
          {t('receive.people.visit.print')}
        </Button>
      </div>
      <ol className={classes.list}>
        {dossiers.map((one) => (
          <li key={one.id}>
            <span className={classes.code}>{one.code}</span>
            <span className={classes.name} title={one.procedureName}>
              {one.procedureName}
            </span>
            {one.cancelled ? (
              <StateBadge tone="attention">{t('receive.people.visit.cancelled')}</StateBadge>
            ) : (
              <span className={classes.due}>{one.dueAt === null ? '' : formats.moment(one.dueAt)}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
