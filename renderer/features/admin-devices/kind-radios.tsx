import { Radio } from '@mantine/core';
import { useTexts } from '#renderer/i18n/index.ts';
import classes from './devices.module.css';

type Kind = 'none' | 'serial' | 'tcp' | 'simulated';

/** Which kind of device stands at this place; the first one means none. */
export function KindRadios<Of extends Kind>(props: {
  kinds: readonly [Of, ...Of[]];
  value: Of;
  onChange: (kind: Of) => void;
}) {
  const t = useTexts();
  const { kinds, value, onChange } = props;
  return (
    <Radio.Group
      label={t('devices.choose')}
      value={value}
      onChange={(chosen) => onChange(kinds.find((kind) => kind === chosen) ?? kinds[0])}
    >
      <div className={classes.choices}>
        {kinds.map((kind: Kind) => (
          <Radio key={kind} value={kind} label={t(`devices.kinds.${kind}`)} />
        ))}
      </div>
    </Radio.Group>
  );
}
