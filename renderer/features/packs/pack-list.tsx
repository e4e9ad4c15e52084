import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import type { OfficeClient } from '#renderer/office/index.ts';
import { nextChosen, StateBadge } from '#renderer/ui/index.ts';
import type { Pack } from '#shared/contract/index.ts';
import { addressOfPack } from './pack-of-address.ts';
import { PACK_TONES } from './pack-tones.ts';
import classes from './packs.module.css';

type Kind = Awaited<ReturnType<OfficeClient['packs']['list']>>['kinds'][number];

/** The packs by kind with what is in force of each. Arrows go from pack to pack and show it. */
export function PackList(props: {
  kinds: readonly Kind[];
  shown: Pack | undefined;
  /** Shows it beside the list. */
  onChoose: (pack: Pack) => void;
  /** Goes to it. */
  onOpen: (pack: Pack) => void;
}) {
  const t = useTexts();
  const formats = useFormats();
  const list = useRef<HTMLDivElement>(null);
  const packs = props.kinds.flatMap((kind) => kind.packs);
  const at = props.shown === undefined ? -1 : packs.indexOf(props.shown);

  function onKeyDown(event: KeyboardEvent): void {
    const next = nextChosen(event.key, at, packs.length);
    const pack = next === null ? undefined : packs[next];
    if (pack === undefined) return;
    event.preventDefault();
    props.onChoose(pack);
    list.current?.querySelector<HTMLElement>(`[data-pack="${addressOfPack(pack)}"]`)?.focus();
  }

  // The page opens with the cursor on its heading; the first arrow goes into the list.
  useEffect(() => {
    const onFirstArrow = (event: globalThis.KeyboardEvent): void => {
      const active = document.activeElement;
      const rests = active === document.body || active?.tagName === 'H1';
      if (event.key !== 'ArrowDown' || event.defaultPrevented || !rests) return;
      event.preventDefault();
      list.current?.querySelector<HTMLElement>('[data-pack][tabindex="0"]')?.focus();
    };
    window.addEventListener('keydown', onFirstArrow);
    return () => window.removeEventListener('keydown', onFirstArrow);
  }, []);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons inside
    <div ref={list} className={classes.list} onKeyDown={onKeyDown}>
      {props.kinds.map(({ kind, shipped, packs: ofKind }) => {
        const inUse = ofKind.find(({ state }) => state === 'in-force');
        return (
          <section key={kind} className={classes.kind} aria-label={t(`packs.kinds.${kind}`)}>
            <h2>{t(`packs.kinds.${kind}`)}</h2>
            <p title={inUse === undefined ? shipped : undefined}>
              {inUse === undefined
                ? t('packs.list.shipped')
                : t('packs.list.inUse', { version: inUse.version, title: inUse.title })}
            </p>
            {ofKind.length === 0 ? (
              <p>{t('packs.list.none')}</p>
            ) : (
              <ul>
                {ofKind.map((pack) => (
                  <li key={pack.version}>
                    <button
                      type="button"
                      className={classes.pack}
                      data-pack={addressOfPack(pack)}
                      aria-pressed={pack === props.shown}
                      tabIndex={pack === props.shown ? 0 : -1}
                      onClick={() => props.onOpen(pack)}
                    >
                      <span className={classes.packHead}>
                        <strong>{t('packs.list.version', { version: pack.version })}</strong>
                        <StateBadge tone={PACK_TONES[pack.state]}>
                          {t(`packs.states.${pack.state}`)}
                        </StateBadge>
                      </span>
                      <span lang="vi">{pack.title}</span>
                      <span className={classes.dim}>
                        {t('packs.list.from', { day: formats.date(pack.effectiveFrom) })}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
      <p className={classes.dim}>{t('packs.list.hint')}</p>
    </div>
  );
}
