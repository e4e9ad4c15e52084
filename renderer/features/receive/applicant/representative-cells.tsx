import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { NUMBER_FIELD_LENGTH } from '#renderer/ui/index.ts';
import { plainNumber } from '../model/applicant.ts';
import type { RepresentativeFields } from '../model/form.ts';
import { TextCell } from '../parts/text-cell.tsx';
import { useReception } from '../use-reception.tsx';

const POSITIONS_ID = 'receive-positions';
const POSITIONS = ['director', 'general', 'chair', 'owner', 'head', 'school'] as const;

/** Who speaks for an organisation: in the place of a person's birth and sex. */
export function RepresentativeCells() {
  const t = useTexts();
  const { form } = useReception();
  const put = usePut();
  return (
    <>
      <TextCell
        path="applicant.representative.name"
        label={t('receive.people.representative')}
        maxLength={200}
        onChange={put('name')}
        value={form.representative.name}
      />
      <TextCell
        path="applicant.representative.position"
        label={t('receive.people.position')}
        edge="right"
        list={POSITIONS_ID}
        maxLength={200}
        onChange={put('position')}
        value={form.representative.position}
      />
      <datalist id={POSITIONS_ID}>
        {POSITIONS.map((position) => (
          <option key={position} value={t(`receive.people.positions.${position}`)} />
        ))}
      </datalist>
    </>
  );
}

/** The number of who speaks for an organisation. */
export function RepresentativeNumberCell() {
  const t = useTexts();
  const formats = useFormats();
  const { form } = useReception();
  const put = usePut();
  const { idNumber } = form.representative;
  return (
    <TextCell
      path="applicant.representative.idNumber"
      label={t('receive.people.representativeNumber')}
      maxLength={NUMBER_FIELD_LENGTH}
      onChange={put('idNumber')}
      onLeave={() => {
        const tidy = formats.idNumber(plainNumber(idNumber));
        if (tidy !== idNumber) put('idNumber')(tidy);
      }}
      placeholder={t('receive.applicant.none')}
      scanDigits={12}
      value={idNumber}
    />
  );
}

function usePut() {
  const { dispatch } = useReception();
  return (field: keyof RepresentativeFields) => (value: string) =>
    dispatch({ kind: 'people-representative', field, value });
}
