/** What of a key press decides which command it is. */
export type KeyPress = {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  metaKey: boolean;
};

/**
 * The name of a key press as commands are registered: `F2`, `Ctrl+K`, `Alt+S`, `Shift+F10`, `?`, `Escape`, `ArrowDown`.
 * Letters are upper case; Shift is not named for printable characters (it is in the character already);
 * Command on a Mac counts as Ctrl.
 */
export function keyName(press: KeyPress): string {
  const printable = [...press.key].length === 1;
  const key = press.key === ' ' ? 'Space' : printable ? press.key.toUpperCase() : press.key;
  const parts: string[] = [];
  if (press.ctrlKey || press.metaKey) parts.push('Ctrl');
  if (press.altKey) parts.push('Alt');
  if (press.shiftKey && !printable) parts.push('Shift');
  parts.push(key);
  return parts.join('+');
}

/** Whether a key may run a command while the cursor stands in a text field: all but plain characters. */
export function worksInFields(name: string): boolean {
  if (name.startsWith('Ctrl+') || name.startsWith('Alt+')) return true;
  return [...name].length > 1 && name !== 'Space';
}

const SHOWN: Record<string, string> = {
  Escape: 'Esc',
  Insert: 'Ins',
  Delete: 'Del',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Space: 'Space',
};

/** The parts of a key name as they are printed on keys: `Ctrl+ArrowUp` → `['Ctrl', '↑']`. */
export function keyCaps(name: string): string[] {
  return name.split(/\+(?=.)/).map((part) => SHOWN[part] ?? part);
}
