import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useErrorText, useLanguage, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyProblem, StateBadge, type Tone } from '#renderer/ui/index.ts';
import type { DeviceSettings, DoctorFinding, SerialBaud } from '#shared/contract/index.ts';
import classes from './devices.module.css';
import { findingInEnglish } from './finding-in-english.ts';

const TONES: Record<DoctorFinding['verdict'], Tone> = {
  ok: 'good',
  look: 'attention',
  broken: 'bad',
  'not-needed': 'neutral',
};

/** Something to mend: what was found, what to do, its code, and where there is one the offer to do it. */
export function Finding(props: { finding: DoctorFinding; settings: DeviceSettings; onMended: () => void }) {
  const t = useTexts();
  const { check, verdict, cause, offeredBaud } = props.finding;
  const { found, advice, original, lang } = useWording(props.finding);
  return (
    <article className={classes.finding} data-verdict={verdict}>
      <div className={classes.findingHead}>
        <StateBadge tone={TONES[verdict]}>{t(`devices.doctor.verdicts.${verdict}`)}</StateBadge>
        <span>{t(`devices.doctor.checks.${check}`)}</span>
        <small className={classes.dim}>{t('devices.doctor.code', { cause })}</small>
      </div>
      <p lang={lang}>{found}</p>
      {advice !== '' && (
        <p lang={lang} className={classes.advice}>
          {advice}
        </p>
      )}
      {original !== null && (
        <p lang="vi" className={classes.dim}>
          {original}
        </p>
      )}
      {offeredBaud !== null && (
        <SetBaud baud={offeredBaud} settings={props.settings} onMended={props.onMended} />
      )}
    </article>
  );
}

/** Changes the speed of the ticket printer and nothing else. */
function SetBaud(props: { baud: SerialBaud; settings: DeviceSettings; onMended: () => void }) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const { baud, settings, onMended } = props;
  const { ticketPrinter } = settings;
  const change = useMutation({
    mutationFn: (next: DeviceSettings) => office.devices.change(next),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.devices });
      onMended();
    },
    onError: (thrown) => notifyProblem(errorText(toOfficeError(thrown))),
  });
  if (ticketPrinter.kind !== 'serial') return null;
  return (
    <Button
      size="xs"
      mt={4}
      loading={change.isPending}
      onClick={() => change.mutate({ ...settings, ticketPrinter: { ...ticketPrinter, baud } })}
    >
      {t('devices.doctor.setBaud', { baud: String(baud) })}
    </Button>
  );
}

/** What needs nobody: folded, to be opened by whoever wants to read it. */
export function QuietFindings(props: {
  findings: readonly DoctorFinding[];
  title: (count: number) => string;
}) {
  const { findings } = props;
  if (findings.length === 0) return null;
  return (
    <details className={classes.quiet}>
      <summary>{props.title(findings.length)}</summary>
      <ul className={classes.list}>
        {findings.map((finding) => (
          <QuietFinding key={finding.check} finding={finding} />
        ))}
      </ul>
    </details>
  );
}

function QuietFinding(props: { finding: DoctorFinding }) {
  const t = useTexts();
  const { found, original, lang } = useWording(props.finding);
  return (
    <li>
      <strong>{t(`devices.doctor.checks.${props.finding.check}`)}</strong>: <span lang={lang}>{found}</span>
      {original !== null && (
        <span lang="vi" className={classes.dim}>
          {' '}
          {original}
        </span>
      )}
    </li>
  );
}

/** A finding in the language of the screen. `original`: the office's own words, which name ports, speeds and programs. */
function useWording({ check, cause, found, advice }: DoctorFinding) {
  const english = useLanguage() === 'en' ? findingInEnglish({ check, cause }) : undefined;
  if (english === undefined) return { found, advice, original: null, lang: 'vi' };
  return { found: english[0], advice: english[1], original: found, lang: 'en' };
}
