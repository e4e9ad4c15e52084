import { useState } from 'react';
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
import { JoinSection } from './join-section.tsx';
import { JoinedSection } from './joined-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { SettingsForm } from './settings-form.tsx';
import { StateSection } from './state-section.tsx';
import { StickLogSection } from './stick-log-section.tsx';

/** Joining the province, then everything about the line to it: who it is, settings, keys, clock, versions, sticks. */
export function ProvincePage() {
  const t = useTexts();
  const errorText = useExchangeErrorText();
  const { data, error } = useExchangeOverview();
  return (
    <Page title={t('province.title')}>
      {error !== null && data === undefined && <EmptyState title={errorText(toOfficeError(error))} />}
      {data !== undefined &&
        (data.enrolment === null ? <Apart overview={data} /> : <Joined overview={data} />)}
    </Page>
  );
}

function Apart(props: { overview: ExchangeOverview }) {
  return (
    <Columns>
      <Column>
        <JoinSection overview={props.overview} />
      </Column>
      <Column>
        <HelpSection joined={false} />
      </Column>
    </Columns>
  );
}

function Joined({ overview }: { overview: ExchangeOverview }) {
  const [again, setAgain] = useState(false);
  // An office that was shut out, or whose keys are over, has to join again; anybody else may look how.
  const isOver = overview.enrolment?.leftAt != null;
  const refused = overview.summary.line === 'refused' || isOver;
  return (
    <Columns>
      <Column>
        {(again || refused) && <JoinSection overview={overview} again />}
        <JoinedSection overview={overview} />
        {!isOver && <StateSection overview={overview} />}
        <KeysSection overview={overview} />
      </Column>
      <Column>
        {!isOver && <SettingsForm settings={overview.settings} />}
        <StickLogSection sticks={overview.sticks} />
        <EndingSection overview={overview} onJoinAgain={() => setAgain(true)} />
        <HelpSection joined />
      </Column>
    </Columns>
  );
}
