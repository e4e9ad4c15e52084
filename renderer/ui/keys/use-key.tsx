import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { type KeyCommand, type KeyReach, type KeyRegistry, keyRegistry } from './key-registry.ts';

type KeyScope = { registry: KeyRegistry; layer: number };

const KeyContext = createContext<KeyScope | null>(null);

function useKeyScope(): KeyScope {
  const scope = useContext(KeyContext);
  if (scope === null) throw new Error('no KeyProvider above this component');
  return scope;
}

/** The commands of this window, for the list of keys. */
export function useKeyRegistry(): KeyRegistry {
  return useKeyScope().registry;
}

const TYPED_INTO =
  'input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=true]';

/** A part that keeps Escape for itself (an open list in a field) says so by this attribute, as Mantine's do. */
const KEEPS_ESCAPE = '[data-mantine-stop-propagation="true"]';

/**
 * Listens once for the whole window and runs the command of the topmost layer. Which command a key means is settled
 * before anything else hears of it: a dialog that closes by Escape must not hand the same Escape to the screen below.
 * It runs after everything else heard of it, so that a field may keep a key (`preventDefault`).
 */
export function KeyProvider(props: { children: ReactNode }) {
  const [scope] = useState<KeyScope>(() => ({ registry: keyRegistry(), layer: 0 }));
  useLayoutEffect(() => {
    let meant: KeyCommand | undefined;
    const onCapture = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      const kept = event.key === 'Escape' && target?.matches(KEEPS_ESCAPE) === true;
      meant = kept ? undefined : scope.registry.find(event, target?.matches(TYPED_INTO) === true);
    };
    const onBubble = (event: KeyboardEvent): void => {
      const command = meant;
      meant = undefined;
      if (command === undefined || event.defaultPrevented) return;
      event.preventDefault();
      command.run(event);
    };
    window.addEventListener('keydown', onCapture, true);
    window.addEventListener('keydown', onBubble);
    return () => {
      window.removeEventListener('keydown', onCapture, true);
      window.removeEventListener('keydown', onBubble);
    };
  }, [scope]);
  return <KeyContext value={scope}>{props.children}</KeyContext>;
}

/** While mounted, only commands registered below it (and those that are safe always) run: a dialog. */
export function KeyLayer(props: { children: ReactNode }) {
  const { registry } = useKeyScope();
  const [layer, setLayer] = useState<number | null>(null);
  useLayoutEffect(() => {
    const opened = registry.openLayer();
    setLayer(opened.layer);
    return opened.close;
  }, [registry]);
  if (layer === null) return null;
  return <KeyContext value={{ registry, layer }}>{props.children}</KeyContext>;
}

/** Tells whether the layer of this component is the topmost one now. */
export function useIsTopLayer(): () => boolean {
  const { registry, layer } = useKeyScope();
  return useCallback(() => registry.top() === layer, [registry, layer]);
}

/** Whether another layer lies above the one of this component; told anew when that changes. */
export function useIsCovered(): boolean {
  const { registry, layer } = useKeyScope();
  return useSyncExternalStore(registry.subscribe, () => registry.top() !== layer);
}

export type UseKeyOptions = {
  /** What it does, for the list of keys (F1). Without it the key is not listed. */
  label?: string;
  /** False: as if it were not registered. Default true. */
  enabled?: boolean;
  /** `screens` for the frame around the screens, `always` for what is safe in a dialog too. Default `layer`. */
  reach?: KeyReach;
};

/**
 * Runs `handler` when the key is pressed on this screen: `useKey('F2', receive, { label: t('…') })`.
 * Names: `F2`, `Ctrl+K`, `Alt+S`, `Escape`, `Insert`, `ArrowDown`, `?`. Plain characters rest while a field is typed in.
 */
export function useKey(
  key: string,
  handler: (event: KeyboardEvent) => void,
  options: UseKeyOptions = {},
): void {
  const { registry, layer } = useKeyScope();
  const latest = useRef(handler);
  latest.current = handler;
  const { label = null, enabled = true, reach = 'layer' } = options;
  useLayoutEffect(() => {
    if (!enabled) return undefined;
    return registry.add({ key, label, layer, reach, run: (event) => latest.current(event) });
  }, [registry, layer, key, label, enabled, reach]);
}
