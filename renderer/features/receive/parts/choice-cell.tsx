import classes from './field.module.css';
import { Cell, type CellFrame, useCellControl } from './text-cell.tsx';

/** A closed list; letters and arrows choose, Enter moves on. */
export function ChoiceCell<Value extends string>(
  props: CellFrame & {
    value: Value;
    options: readonly { value: Value; label: string }[];
    onChange: (value: Value) => void;
  },
) {
  const { visit, ...control } = useCellControl(props.path);
  return (
    <Cell {...props}>
      <select
        {...control}
        className={classes.control}
        data-stop
        onBlur={visit}
        onChange={(event) => {
          const chosen = props.options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) props.onChange(chosen.value);
        }}
        value={props.value}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Cell>
  );
}
