import { Button, Checkbox, VisuallyHidden } from '@mantine/core';
import { IconArrowsExchange, IconDeviceFloppy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useErrorText, useFormats, useLanguage, useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, PaperView, Section, StateBadge, useKey } from '#renderer/ui/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import { ReasonFields } from '../reason-fields.tsx';
import { CopiesDiffer } from './copies-differ.tsx';
import type { Mending } from './correct-page.tsx';
import classes from './effect-pane.module.css';
import type { Correction } from './use-correction.ts';

/** What the correction would change, old and new, why it is made, and the receipt that takes the old one's place. */
export function EffectPane(props: {
  correction: Correction;
  procedure: Procedure | null;
  reasons: Mending['reasons']['correct'];
  onSave: () => void;
}) {
  const t = useTexts();
  const errorText = useErrorText();
  const { correction, reasons } = props;
  const { preview, order, setOrder, failure, touched } = correction;
  const [tried, setTried] = useState(false);
  const chosen = reasons.find(({ code }) => code === order.reason.code);
  const dueAsked = preview?.due.changed === true && !order.agreed;
  const ready =
    preview !== null &&
    correction.current &&
    preview.changes.length > 0 &&
    preview.problems.length === 0 &&
    Object.keys(correction.typed.problems).length === 0 &&
    chosen !== undefined &&
    !(chosen.textNeeded && order.reason.text.trim() === '') &&
    !dueAsked;
  const save = (): void => {
    setTried(true);
    if (ready) props.onSave();
    // Once the errors are drawn, as on the reception screen: the cursor goes where something is missing.
    else setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const nothing = !touched || (correction.current && preview?.changes.length === 0);
  const label = t(order.print ? 'corrections.effect.saveAndPrint' : 'corrections.effect.save');
  const reasonList = useRef<HTMLSelectElement>(null);
  useKey('F2', save, { label });
  // The form before it has forty fields.
  useKey('Alt+O', () => reasonList.current?.focus(), { label: t('corrections.effect.toReason') });
  return (
    <div className={classes.pane}>
      <Section
        title={t('corrections.effect.title')}
        icon={<IconArrowsExchange size="1.125rem" />}
        aside={
          <>
            {t('corrections.effect.reason')} <KeyHint keys="Alt+O" />
          </>
        }
      >
        <Changes correction={correction} />
        <CopiesDiffer correction={correction} procedure={props.procedure} />
        {preview?.due.changed === true && <DueChange correction={correction} tried={tried} />}
        {preview?.warnings.map((warning) => (
          <p key={warning.message} className={classes.line}>
            <StateBadge tone="attention">{warning.message}</StateBadge>
          </p>
        ))}
        {correction.previewFailure !== null && failure === null && (
          <p role="alert" className={classes.bad}>
            {errorText(correction.previewFailure)}
          </p>
        )}
        <ReasonFields
          list={reasonList}
          reasons={reasons}
          value={order.reason}
          tried={tried}
          label={t('corrections.effect.reason')}
          textLabel={t('corrections.effect.reasonText')}
          onChange={(reason) => setOrder((before) => ({ ...before, reason }))}
        />
        <Checkbox
          mt="xs"
          label={t('corrections.effect.print')}
          description={order.print ? undefined : t('corrections.effect.printLater')}
          checked={order.print}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            setOrder((before) => ({ ...before, print: checked }));
          }}
        />
        {failure !== null && <Failure correction={correction} />}
        <Button
          mt="sm"
          fullWidth
          loading={correction.busy}
          leftSection={<IconDeviceFloppy size="1.125rem" aria-hidden />}
          rightSection={<KeyHint keys="F2" onAccent />}
          onClick={save}
        >
          {label}
        </Button>
        {tried && nothing && (
          <p role="alert" className={classes.bad}>
            {t('errors.nothing-corrected')}
          </p>
        )}
      </Section>
      <section aria-label={t('corrections.effect.paper')} className={classes.paper}>
        {preview === null ? (
          <p className={classes.waiting}>{t('corrections.effect.paperWaiting')}</p>
        ) : (
          <PaperView document={preview.document} busy={!correction.current} />
        )}
      </section>
    </div>
  );
}

/** Field by field, the old value struck through and the new one behind an arrow: not by colour alone. */
function Changes(props: { correction: Correction }) {
  const t = useTexts();
  const language = useLanguage();
  const changes = props.correction.preview?.changes ?? [];
  if (changes.length === 0) return <p className={classes.nothing}>{t('corrections.effect.nothing')}</p>;
  return (
    <dl className={classes.changes} aria-live="polite">
      {changes.map((change) => (
        <div key={change.key}>
          <dt>{change.label[language]}</dt>
          <dd>
            <del>
              <VisuallyHidden>{t('corrections.effect.before')}: </VisuallyHidden>
              {change.before === '' ? t('corrections.effect.none') : change.before}
            </del>
            <span aria-hidden> → </span>
            <ins>
              <VisuallyHidden>{t('corrections.effect.after')}: </VisuallyHidden>
              {change.after === '' ? t('corrections.effect.none') : change.after}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A promise to a citizen changes: old and new date, and the clerk's word that they have seen both. */
function DueChange(props: { correction: Correction; tried: boolean }) {
  const t = useTexts();
  const formats = useFormats();
  const { preview, order, setOrder } = props.correction;
  if (preview === null) return null;
  return (
    <div className={classes.due}>
      <StateBadge tone="attention">{t('corrections.effect.due')}</StateBadge>
      <p className={classes.line}>
        {t('corrections.effect.dueOld')}: <del>{formats.moment(preview.due.before.at)}</del>
      </p>
      <p className={classes.line}>
        {t('corrections.effect.dueNew')}: <strong>{formats.moment(preview.due.after.at)}</strong>
      </p>
      <Checkbox
        label={t('corrections.effect.dueAgree')}
        checked={order.agreed}
        error={props.tried && !order.agreed ? t('corrections.effect.dueNotAgreed') : undefined}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          setOrder((before) => ({ ...before, agreed: checked }));
        }}
      />
    </div>
  );
}

/** Why it was not written; after another person's correction, what they changed and how to go on. */
function Failure(props: { correction: Correction }) {
  const t = useTexts();
  const errorText = useErrorText();
  const { failure, rebase } = props.correction;
  if (failure === null) return null;
  return (
    <div role="alert" className={classes.bad}>
      <p className={classes.line}>{errorText(failure)}</p>
      {failure.code === 'corrected-meanwhile' && (
        <>
          <ul className={classes.meanwhile}>
            {failure.fields.map((field) => (
              <li key={field.field}>{field.message}</li>
            ))}
          </ul>
          <Button size="compact-sm" variant="default" onClick={() => void rebase()}>
            {t('corrections.effect.meanwhile')}
          </Button>{' '}
          <span>{t('corrections.effect.meanwhileKept')}</span>
        </>
      )}
    </div>
  );
}
