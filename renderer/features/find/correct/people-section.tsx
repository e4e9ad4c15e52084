import { Button, NativeSelect } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { NUMBER_FIELD_LENGTH, Section, TextField } from '#renderer/ui/index.ts';
import classes from './correct-page.module.css';
import { addOther, type OtherFields, type PeopleFields } from './people.ts';
import type { Correction } from './use-correction.ts';
import { useFieldError } from './use-field-error.ts';

const ID_KINDS = ['citizen-number', 'identity-card-9', 'passport', 'none'] as const;

/** Whoever the dossier names besides applicant and filer: who speaks for it, who stands beside, who helped. */
export function PeopleSection(props: { correction: Correction; isPerson: boolean }) {
  const t = useTexts();
  const { form, setForm } = props.correction;
  const errorOf = useFieldError(props.correction);
  const { representative, others, helper } = form.people;
  const put = (change: Partial<PeopleFields>) =>
    setForm((before) => ({ ...before, people: { ...before.people, ...change } }));
  return (
    <Section title={t('receive.people.section')} icon={<IconUsers size="1.125rem" />}>
      <div className={classes.grid}>
        {!props.isPerson && (
          <>
            <TextField
              className={classes.half ?? ''}
              label={t('receive.people.representative')}
              maxLength={200}
              value={representative.name}
              onChange={(event) =>
                put({ representative: { ...representative, name: event.currentTarget.value } })
              }
            />
            <TextField
              label={t('receive.people.position')}
              maxLength={200}
              value={representative.position}
              onChange={(event) =>
                put({ representative: { ...representative, position: event.currentTarget.value } })
              }
            />
            <TextField
              label={t('receive.people.representativeNumber')}
              maxLength={NUMBER_FIELD_LENGTH}
              value={representative.idNumber}
              error={errorOf('applicant.representative.idNumber')}
              onChange={(event) =>
                put({ representative: { ...representative, idNumber: event.currentTarget.value } })
              }
            />
          </>
        )}
        {others.map((one, index) => (
          <OtherRow correction={props.correction} index={index} key={one.key} one={one} put={put} />
        ))}
        <TextField
          className={classes.half ?? ''}
          label={t('receive.people.helperTitle')}
          maxLength={200}
          value={helper.name}
          error={errorOf('helper.name')}
          onChange={(event) => put({ helper: { ...helper, name: event.currentTarget.value } })}
        />
        <TextField
          label={t('receive.people.helperPhone')}
          maxLength={NUMBER_FIELD_LENGTH}
          value={helper.phone}
          error={errorOf('helper.phone')}
          onChange={(event) => put({ helper: { ...helper, phone: event.currentTarget.value } })}
        />
        <Button
          className={classes.half ?? ''}
          mr="auto"
          onClick={() => put({ others: addOther(others) })}
          variant="default"
        >
          {t('receive.people.addOther')}
        </Button>
      </div>
    </Section>
  );
}

function OtherRow(props: {
  correction: Correction;
  index: number;
  one: OtherFields;
  put: (change: Partial<PeopleFields>) => void;
}) {
  const t = useTexts();
  const errorOf = useFieldError(props.correction);
  const { one, index, correction } = props;
  const { others } = correction.form.people;
  const change = (changed: Partial<OtherFields>) =>
    props.put({ others: others.map((other) => (other.key === one.key ? { ...other, ...changed } : other)) });
  const path = `coApplicants.${index}`;
  return (
    <>
      <TextField
        className={classes.half ?? ''}
        label={t('receive.people.other', { number: index + 1 })}
        maxLength={200}
        value={one.name}
        error={errorOf(`${path}.name`)}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('corrections.form.idKind')}
        data={ID_KINDS.map((kind) => ({ value: kind, label: t(`corrections.form.idKinds.${kind}`) }))}
        value={one.idKind}
        onChange={(event) =>
          change({ idKind: ID_KINDS.find((kind) => kind === event.currentTarget.value) ?? 'none' })
        }
      />
      <TextField
        label={t('corrections.form.idNumber')}
        maxLength={NUMBER_FIELD_LENGTH}
        disabled={one.idKind === 'none'}
        value={one.idKind === 'none' ? '' : one.idNumber}
        error={errorOf(`${path}.idNumber`)}
        onChange={(event) => change({ idNumber: event.currentTarget.value })}
      />
      <TextField
        label={t('corrections.form.birth')}
        maxLength={12}
        value={one.birth}
        error={errorOf(`${path}.birth`)}
        onChange={(event) => change({ birth: event.currentTarget.value })}
      />
      <TextField
        label={t('corrections.form.address')}
        maxLength={500}
        value={one.address}
        onChange={(event) => change({ address: event.currentTarget.value })}
      />
      <TextField
        label={t('corrections.form.phone')}
        maxLength={NUMBER_FIELD_LENGTH}
        value={one.phone}
        error={errorOf(`${path}.phone`)}
        onChange={(event) => change({ phone: event.currentTarget.value })}
      />
      <Button
        mt="auto"
        onClick={() => props.put({ others: others.filter((other) => other.key !== one.key) })}
        variant="default"
      >
        {t('receive.people.removeOther', { number: index + 1 })}
      </Button>
    </>
  );
}
