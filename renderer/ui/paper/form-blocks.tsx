import { assertNever } from '#shared/base/index.ts';
import type { FormBlock, FormLine } from '#shared/forms/index.ts';
import classes from './paper-view.module.css';

/** A line of a form with its weight and slant. */
export function Line(props: { line: FormLine; className?: string | undefined }) {
  const { line } = props;
  return (
    <div
      className={props.className}
      data-bold={line.bold || undefined}
      data-italic={line.italic || undefined}
    >
      {line.text}
    </div>
  );
}

/** One block of a form; parts whose key was changed a moment ago are marked. */
export function Block(props: { block: FormBlock; changed: ReadonlySet<string> }) {
  const { block, changed } = props;
  const mark = (key: string): true | undefined => changed.has(key) || undefined;
  switch (block.kind) {
    case 'fields':
      return (
        <div data-muted={block.muted || undefined}>
          {block.fields.map((field) => (
            <span key={field.key} className={classes.field}>
              {field.label}:{' '}
              <span
                className={classes.value}
                data-bold={field.bold || undefined}
                data-changed={mark(field.key)}
              >
                {field.value}
              </span>
            </span>
          ))}
        </div>
      );
    case 'paper-list':
      return (
        <div>
          {block.heading}
          {block.rows.map((row) => (
            <div key={row.key} className={classes.listed}>
              <span className={classes.value} data-changed={mark(row.key)}>
                {row.text}
              </span>
            </div>
          ))}
        </div>
      );
    case 'paper-table':
      return (
        <div>
          {block.heading}
          <table className={classes.table}>
            <thead>
              <tr>
                {block.columns.map((column, index) => (
                  <th key={column} scope="col" data-wide={index === block.wide || undefined}>
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row) => (
                <tr key={row.key} data-changed={mark(row.key)}>
                  {row.cells.map((cell, index) => (
                    <td key={block.columns[index] ?? index} data-wide={index === block.wide || undefined}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case 'text':
      return (
        <div data-bold={block.line.bold || undefined} data-italic={block.line.italic || undefined}>
          <span className={classes.value} data-changed={mark(block.key)}>
            {block.line.text}
          </span>
        </div>
      );
    default:
      return assertNever(block);
  }
}
