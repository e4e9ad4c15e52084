import { useEffect, useRef, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError } from '#renderer/office/index.ts';
import {
  Column,
  Columns,
  EmptyState,
  Page,
  useExchangeErrorText,
  useExchangeOverview,
} from '#renderer/ui/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';
import { EndingSection } from './ending-section.tsx';
import { HelpSection } from './help-section.tsx';
import { JoinSection, type JoinWay } from './join-section.tsx';
import { JoinedSection } from './joined-section.tsx';
import { KeysSection } from './keys-section.tsx';
import classes from './province.module.css';
import { SettingsForm } from './settings-form.tsx';
import { StateSection } from './state-section.tsx';
import { StickLogSection } from './stick-log-section.tsx';

/** Joining the province, then everything about the line to it: who it is, settings, keys, clock, versions, sticks. */
export function ProvincePage() {
  const t = useTexts();
  const errorText = useExchangeErrorText();
  const { data, error } = useExchangeOverview();
  const [wasApart, setWasApart] = useState(false);
  if (data?.enrolment === null && !wasApart) setWasApart(true);
  return (
    <Page title={t('province.title')}>
      {error !== null && data === undefined && <EmptyState title={errorText(toOfficeError(error))} />}
      {data !== undefined &&
        (data.enrolment === null ? <Apart overview={data} /> : <Joined overview={data} isNew={wasApart} />)}
    </Page>
  );
}

function useJoinWay({ pending }: ExchangeOverview) {
  const [chosen, setWay] = useState<JoinWay | null>(null);
  return [chosen ?? (pending === null ? 'wire' : 'stick'), setWay] as const;
}

function Apart(props: { overview: ExchangeOverview }) {
  const [way, setWay] = useJoinWay(props.overview);
  return (
    <Columns>
      <Column>
        <JoinSection overview={props.overview} way={way} onWay={setWay} />
      </Column>
      <Column>
        <HelpSection of={way} />
      </Column>
    </Columns>
  );
}

/** `isNew`: it was joined while this page was open. */
function Joined({ overview, isNew }: { overview: ExchangeOverview; isNew: boolean }) {
  const [way, setWay] = useJoinWay(overview);
  const since = overview.enrolment?.since;
  const known = useRef(isNew ? undefined : since);
  const joined = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (known.current === since) return;
    known.current = since;
    // The button that joined lay far down, and is gone: what came of it is looked at next.
    joined.current?.focus();
    joined.current?.scrollIntoView({ block: 'start' });
  }, [since]);
  const [again, setAgain] = useState(false);
  const joining = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!again) return;
    // It was asked for far down, and stands at the top.
    joining.current?.focus();
    joining.current?.scrollIntoView({ block: 'start' });
  }, [again]);
  // An office that was shut out, or whose keys are over, has to join again; anybody else may look how.
  const isOver = overview.enrolment?.leftAt != null;
  const refused = overview.summary.line === 'refused' || isOver;
  return (
    <Columns>
      <Column>
        {(again || refused) && (
          <div ref={joining} tabIndex={-1} className={classes.joined}>
            <JoinSection overview={overview} way={way} onWay={setWay} again />
          </div>
        )}
        <div ref={joined} tabIndex={-1} className={classes.joined}>
          <JoinedSection overview={overview} />
        </div>
        {!isOver && <StateSection overview={overview} />}
        <KeysSection overview={overview} />
      </Column>
      <Column>
        {!isOver && <SettingsForm settings={overview.settings} />}
        <StickLogSection sticks={overview.sticks} />
        <EndingSection overview={overview} onJoinAgain={again || refused ? null : () => setAgain(true)} />
        <HelpSection of="joined" />
      </Column>
    </Columns>
  );
}
