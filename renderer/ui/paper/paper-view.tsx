import { useTexts } from '#renderer/i18n/index.ts';
import type { FormDocument } from '#shared/forms/index.ts';
import { Code } from './codes.tsx';
import { Block, Line } from './form-blocks.tsx';
import classes from './paper-view.module.css';
import { useChangedKeys } from './use-changed-keys.ts';

/**
 * A form drawn as the sheet that will be printed, as wide as its column, with what just changed marked for a moment.
 * `copy` is the index of the liên shown; the last one (the citizen's) by default.
 */
export function PaperView(props: { document: FormDocument; copy?: number; busy?: boolean }) {
  const t = useTexts();
  const { document } = props;
  const changed = useChangedKeys(document);
  const copy = document.copies[props.copy ?? document.copies.length - 1] ?? '';
  const place = document.headRight.slice(-1);
  return (
    <div className={classes.column}>
      <article
        className={classes.sheet}
        lang="vi"
        aria-label={t('common.paper.label', { title: document.title })}
        aria-busy={props.busy === true || undefined}
      >
        {document.mark !== null && (
          <span className={classes.watermark} aria-hidden>
            {document.mark}
          </span>
        )}
        {document.reprintMark !== null && <div className={classes.reprint}>{document.reprintMark}</div>}
        <header className={classes.head}>
          <div>
            {document.headLeft.map((line) => (
              <Line key={line.text} line={line} />
            ))}
            <div className={classes.rule} data-side="left" />
            <Code kind="bars" content={document.code} label={t('common.paper.barcode')} />
            <div className={classes.codeText}>
              {document.code === null
                ? t('common.paper.codeLater', { label: document.codeLabel })
                : `${document.codeLabel}: ${document.code}`}
            </div>
          </div>
          <div>
            {document.headRight.slice(0, -1).map((line) => (
              <Line key={line.text} line={line} />
            ))}
            <div className={classes.rule} data-side="right" />
            {place.map((line) => (
              <Line key={line.text} line={line} className={classes.placeLine} />
            ))}
          </div>
        </header>
        <h3 className={classes.title}>{document.title}</h3>
        <p className={classes.copy}>
          <em>{copy}</em>
          {document.mark !== null && <strong className={classes.mark}> · {document.mark}</strong>}
        </p>
        {document.warnings.map((warning) => (
          <p key={warning} className={classes.warning}>
            {warning}
          </p>
        ))}
        {document.blocks.map((block) => (
          <Block key={keyOf(block)} block={block} changed={changed} />
        ))}
        <footer className={classes.tail}>
          {document.signatures.map((signature) => (
            <div key={signature.title} className={classes.signature}>
              <strong>{signature.title}</strong>
              <em>{signature.hint}</em>
              <strong className={classes.signer}>{signature.name}</strong>
            </div>
          ))}
          <div className={classes.look}>
            <Code kind="square" content={document.qr} label={t('common.paper.qr')} />
            {document.qr !== null &&
              document.qrCaption.map((line) => (
                <div key={line} className={classes.caption}>
                  {line}
                </div>
              ))}
          </div>
        </footer>
        {document.notes.map((note) => (
          <Line key={note.text} line={note} className={classes.note} />
        ))}
        <div className={classes.tag}>{document.tag}</div>
      </article>
    </div>
  );
}

function keyOf(block: FormDocument['blocks'][number]): string {
  switch (block.kind) {
    case 'fields':
      return block.fields.map((field) => field.key).join(' ');
    case 'text':
      return block.key;
    default:
      return block.kind;
  }
}
