import { Anchor, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { useWarningText } from '#renderer/features/admin-leases/index.ts';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import {
  CopyNow,
  exchangeTone,
  JobsInDoubt,
  JobsOnTheWay,
  keptOf,
  LineWords,
  paths,
  type Tone,
  ToneIcon,
  tokenLampOf,
  useExchangeOverview,
  useKeeping,
  useTokens,
} from '#renderer/ui/index.ts';
import type { ExchangeSummary, Status } from '#shared/contract/index.ts';
import { attentionOf } from './attention.ts';
import classes from './status-reasons.module.css';

/** Each state with its reason and what to do; print jobs in doubt are answered right here. */
export function StatusReasons(props: { status: Status }) {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const { status } = props;
  const jobs = useQuery({ queryKey: queryKeys.openJobs, queryFn: () => office.printing.openJobs({}) });
  const printer = status.printer;
  return (
    <dl className={classes.reasons}>
      <Reason title={t('shell.reasons.printer')} tone={printer?.state === 'ready' ? 'good' : 'attention'}>
        {printer === null
          ? t('shell.reasons.printerNone')
          : [printer.name, printer.detail].filter((part) => part !== '').join(' – ')}
      </Reason>
      <Reason title={t('shell.reasons.jobs')} tone={status.jobsInDoubt > 0 ? 'bad' : 'good'}>
        <JobsInDoubt jobs={jobs.data?.jobs ?? []} empty={t('shell.reasons.jobsNone')} />
        <JobsOnTheWay jobs={jobs.data?.jobs ?? []} />
      </Reason>
      <Reason
        title={t('shell.reasons.database')}
        tone={status.verified === 'broken' ? 'bad' : status.verified === 'ok' ? 'good' : 'neutral'}
      >
        {status.lastWrittenAt === null
          ? t('shell.reasons.databaseEmpty')
          : t('shell.reasons.databaseWritten', { when: formats.moment(status.lastWrittenAt) })}{' '}
        {t(`shell.reasons.verified.${status.verified}`)}
      </Reason>
      <CopiesReason status={status} />
      <KeepingReason />
      <SigningReason />
      <ExchangeReason summary={status.exchange} />
      <NumbersReason status={status} />
      <Reason title={t('shell.reasons.clock')} tone={status.clockTrouble === null ? 'good' : 'bad'}>
        {status.clockTrouble === null
          ? t('shell.reasons.clockGood')
          : t(`shell.reasons.clockBad.${status.clockTrouble}`)}
      </Reason>
    </dl>
  );
}

/** Whether codes are given, and what stands against it: a frozen range, or numbers of the province that end. */
function NumbersReason(props: { status: Status }) {
  const t = useTexts();
  const office = useOffice();
  const inWords = useWarningText();
  const { numbersFrozen, markKept } = props.status;
  const found = useQuery({
    queryKey: queryKeys.leaseWarnings,
    queryFn: () => office.leases.warnings({}),
  });
  const warnings = found.data?.warnings ?? [];
  return (
    <Reason
      title={t('shell.reasons.numbers')}
      tone={numbersFrozen || warnings.length > 0 ? 'attention' : 'good'}
    >
      {numbersFrozen && <>{t('shell.reasons.numbersFrozen')} </>}
      {!numbersFrozen && warnings.length === 0 && <>{t('shell.reasons.numbersGood')} </>}
      {warnings.map((warning) => `${inWords(warning).text} `)}
      {!markKept && t('shell.reasons.markLost')}{' '}
      <Anchor component={Link} to={paths.leases} size="sm" underline="always">
        {t('leases.warnings.see')}
      </Anchor>
    </Reason>
  );
}

const COPY_TEXTS = {
  proven: 'copyProven',
  failed: 'copyFailed',
  older: 'copyUntried',
  none: 'copyUntried',
} as const;

/** The newest copy and its trial; the button that makes one stands here for everybody. */
function CopiesReason(props: { status: Status }) {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const [making, setMaking] = useState(false);
  const { copies } = props.status;
  const state = useQuery({ queryKey: queryKeys.copiesState, queryFn: () => office.copies.state({}) });
  const problem = state.data?.problem ?? null;
  const bad = copies.late || copies.drill === 'failed';
  return (
    <Reason
      title={t('shell.reasons.copies')}
      tone={bad ? 'bad' : copies.drill === 'proven' ? 'good' : 'attention'}
    >
      {copies.latestAt === null
        ? t('copies.now.none')
        : t(`shell.status.${COPY_TEXTS[copies.drill]}`, {
            when: formats.moment(copies.latestAt),
          })}{' '}
      {problem !== null &&
        t('copies.now.problem', { when: formats.moment(problem.at), reason: problem.message })}
      {making || copies.running !== null ? (
        <CopyNow />
      ) : (
        <Button size="compact-sm" variant="default" onClick={() => setMaking(true)}>
          {t('shell.reasons.copiesMake')}
        </Button>
      )}
    </Reason>
  );
}

/** How the signing token of this PC stands, and the way to read more. */
function SigningReason() {
  const t = useTexts();
  const { data } = useTokens();
  if (data === undefined) return null;
  const { tone, key, owner } = tokenLampOf(data);
  return (
    <Reason title={t('shell.reasons.signing')} tone={tone}>
      {t(`tokens.lampTexts.${key}`)} {owner}{' '}
      <Anchor component={Link} to={paths.token} size="sm" underline="always">
        {t('shell.reasons.signingLink')}
      </Anchor>
    </Reason>
  );
}

/** How it stands with the province, what to do, and the way to the outbox. */
function ExchangeReason(props: { summary: ExchangeSummary }) {
  const t = useTexts();
  const formats = useFormats();
  const overview = useExchangeOverview();
  const { summary } = props;
  const { counts, lastAnswerAt } = summary;
  const office = useOffice();
  const warnings = useQuery({
    queryKey: queryKeys.leaseWarnings,
    queryFn: () => office.leases.warnings({}),
  });
  const known = overview.data ?? { lineMessage: '', clockSkewMs: null };
  const waiting = attentionOf({ ...known, summary }, warnings.data?.warnings.length ?? 0);
  const { tone } = exchangeTone(summary);
  const link = (
    <Anchor component={Link} to={paths.outbox} size="sm" underline="always">
      {t('shell.reasons.exchangeLink')}
    </Anchor>
  );
  if (!summary.enrolled) {
    return (
      <Reason title={t('shell.reasons.exchange')} tone={tone}>
        {t('shell.reasons.exchangeNotSetUp', { count: formats.number(keptOf(summary)) })} {link}
      </Reason>
    );
  }
  return (
    <Reason title={t('shell.reasons.exchange')} tone={tone}>
      <div>
        <LineWords alone overview={overview.data ?? { lineMessage: '', summary }} />{' '}
        {lastAnswerAt === null
          ? t('outbox.line.neverAnswered')
          : t('outbox.line.lastAnswer', { when: formats.moment(lastAnswerAt) })}
      </div>
      {keptOf(summary) > 0 && (
        <div>{t('shell.reasons.exchangeKept', { count: formats.number(keptOf(summary)) })}</div>
      )}
      {counts.rejected > 0 && (
        <div>{t('shell.reasons.exchangeRejected', { count: formats.number(counts.rejected) })}</div>
      )}
      {counts.conflict > 0 && (
        <div>{t('shell.reasons.exchangeConflict', { count: formats.number(counts.conflict) })}</div>
      )}
      {counts.rejected === 0 && counts.conflict === 0 && summary.attention > 0 && (
        <div>
          {waiting.named.map((one) => `${t(`shell.reasons.exchangeAttention.${one}`)} `)}
          {waiting.others > 0 &&
            t('shell.reasons.exchangeAttention.other', { count: formats.number(waiting.others) })}
        </div>
      )}
      {link}
    </Reason>
  );
}

function KeepingReason() {
  const t = useTexts();
  const errorText = useErrorText();
  const keeping = useKeeping();
  if (keeping.phase !== 'failed') return null;
  return (
    <Reason title={t('drafts.statusTitle')} tone="attention">
      {t('drafts.statusText', { reason: errorText(keeping.problem) })}
    </Reason>
  );
}

function Reason(props: { title: string; tone: Tone; children: ReactNode }) {
  return (
    <div className={classes.reason}>
      <dt>
        <ToneIcon tone={props.tone} />
        {props.title}
      </dt>
      <Text component="dd" size="sm" m={0}>
        {props.children}
      </Text>
    </div>
  );
}
