import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import type { DossierFee } from '#shared/dossier/index.ts';
import { formatDong, parseDong } from '#shared/money/index.ts';
import type { FormNeeds } from '../model/needs.ts';
import { ChoiceCell } from '../parts/choice-cell.tsx';
import field from '../parts/field.module.css';
import { TextCell } from '../parts/text-cell.tsx';
import { useReception } from '../use-reception.tsx';
import classes from './result-card.module.css';

/** What is to be paid: computed, or typed where the catalogue does not know the amount. */
export function FeeCells(props: { needs: FormNeeds; fee: DossierFee | null }) {
  const t = useTexts();
  const { form, dispatch } = useReception();
  if (props.needs.fee) {
    const put = (value: string) => dispatch({ kind: 'fee-typed', field: 'amount', value });
    return (
      <TextCell
        path="fee.enteredAmount"
        label={t('receive.result.amount')}
        above
        inputMode="numeric"
        maxLength={20}
        onChange={put}
        onLeave={() => {
          const read = parseDong(form.fee.amount);
          if (read.ok) put(formatDong(read.value).replace(/\s*đ$/, ''));
        }}
        placeholder={t('receive.result.amountHint')}
        scanDigits={9}
        value={form.fee.amount}
      />
    );
  }
  return (
    <div className={field.field}>
      <div className={field.labelLine}>{t('receive.result.fee')}</div>
      <output className={field.output}>
        <FeeText fee={props.fee} />
      </output>
    </div>
  );
}

function FeeText(props: { fee: DossierFee | null }) {
  const t = useTexts();
  const formats = useFormats();
  const { form } = useReception();
  const { fee } = props;
  if (form.procedure === null) return <span className={classes.later}>{t('receive.result.feeLater')}</span>;
  if (fee === null) return <span className={classes.later}>{t('receive.result.feeWaiting')}</span>;
  if (fee.basis === 'free') return t('receive.result.feeFree');
  return fee.basis === 'exempt' && fee.amount === 0
    ? t('receive.result.feeExempt')
    : formats.money(fee.amount);
}

/** What the amount rests on: number of copies, pages, an exemption with its ground. Only what the procedure asks for. */
export function FeeDetails(props: { needs: FormNeeds }) {
  const t = useTexts();
  const { form, dispatch } = useReception();
  const exemptions = form.procedure?.exemptions ?? [];
  return (
    <>
      {props.needs.quantity && (
        <TextCell
          path="fee.quantity"
          label={t('receive.result.quantity')}
          above
          className={classes.short}
          inputMode="numeric"
          maxLength={5}
          onChange={(value) => dispatch({ kind: 'fee-typed', field: 'quantity', value })}
          scanDigits={4}
          value={form.fee.quantity}
        />
      )}
      {props.needs.pages && (
        <TextCell
          path="fee.pages"
          label={t('receive.result.pages')}
          above
          className={classes.short}
          inputMode="numeric"
          maxLength={5}
          onChange={(value) => dispatch({ kind: 'fee-typed', field: 'pages', value })}
          scanDigits={4}
          value={form.fee.pages}
        />
      )}
      {exemptions.length > 0 && (
        <ChoiceCell
          path="fee.exemptionId"
          label={t('receive.result.exemption')}
          above
          className={classes.middle}
          onChange={(id) => dispatch({ kind: 'exemption-chosen', exemptionId: id === '' ? null : id })}
          options={[
            { value: '', label: t('receive.result.exemptionNone') },
            ...exemptions.map((exemption) => ({
              value: exemption.id,
              label:
                exemption.percent === 100
                  ? t('receive.result.exemptionFull', { label: exemption.label })
                  : t('receive.result.exemptionOption', {
                      label: exemption.label,
                      percent: exemption.percent,
                    }),
            })),
          ]}
          value={form.fee.exemptionId ?? ''}
        />
      )}
      {form.fee.exemptionId !== null && (
        <TextCell
          path="fee.exemptionGround"
          label={t('receive.result.exemptionGround')}
          above
          className={classes.long}
          maxLength={300}
          onChange={(value) => dispatch({ kind: 'fee-typed', field: 'exemptionGround', value })}
          value={form.fee.exemptionGround}
        />
      )}
    </>
  );
}
