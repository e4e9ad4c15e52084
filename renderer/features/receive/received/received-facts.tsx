import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import classes from './received-view.module.css';

/** Everybody in whose name it is. */
function applicantNames({ applicant, coApplicants = [] }: Dossier): string {
  return [applicant, ...coApplicants].map(({ name }) => name).join(', ');
}

/** What the clerk says aloud: when, who, what, how much; of a slip what is missing and why. */
export function ReceivedFacts(props: { dossier: Dossier }) {
  const t = useTexts();
  const formats = useFormats();
  const { dossier } = props;
  const { slip, due, fee, register } = dossier;
  const facts: [string, string | string[]][] = [
    [t('receive.received.applicant'), applicantNames(dossier)],
    [t('receive.received.procedure'), dossier.procedure.name],
  ];
  if (slip !== undefined) {
    const reason = slip.reason.text === '' ? slip.reason.label : `${slip.reason.label}: ${slip.reason.text}`;
    facts.push([t('slips.received.reason'), reason]);
    if (slip.gaps.length > 0) facts.push([t('slips.received.gaps'), slip.gaps.map(({ text }) => text)]);
    if (slip.until !== null) facts.push([t('slips.until'), formats.date(slip.until)]);
  } else {
    if (due !== null && dossier.atOnce !== true && dossier.cancelled === null)
      facts.unshift([t('receive.received.due'), formats.moment(due.at)]);
    facts.push([
      t('receive.received.register'),
      t('receive.received.registerLine', { volume: register.volume, number: register.number }),
    ]);
    facts.push([
      t('receive.received.fee'),
      fee.amount === 0 ? t('receive.result.feeFree') : formats.money(fee.amount),
    ]);
  }
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          {typeof value === 'string' ? (
            <dd title={value}>{value}</dd>
          ) : (
            <dd className={classes.all}>
              <ul>
                {value.map((one, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two gaps may be called alike
                  <li key={index}>{one}</li>
                ))}
              </ul>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
