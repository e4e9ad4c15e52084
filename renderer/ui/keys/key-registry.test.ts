import { describe, expect, it } from 'vitest';
import { type KeyPress, keyCaps, keyName, worksInFields } from './key-names.ts';
import { type KeyCommand, type KeyRegistry, keyRegistry } from './key-registry.ts';

function press(key: string, held: Partial<KeyPress> = {}): KeyPress & { isComposing?: boolean } {
  return { key, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held };
}

const event = {} as KeyboardEvent;

function command(key: string, ran: string[], more: Partial<KeyCommand> = {}): KeyCommand {
  return {
    key,
    label: null,
    layer: 0,
    reach: 'layer',
    run: () => ran.push(more.label ?? key),
    ...more,
  };
}

function pressed(registry: KeyRegistry, key: string, inField = false): boolean {
  const found = registry.find(press(key), inField);
  found?.run(event);
  return found !== undefined;
}

describe('names of keys', () => {
  it('are as people say them', () => {
    expect(keyName(press('F2'))).toBe('F2');
    expect(keyName(press('k', { ctrlKey: true }))).toBe('Ctrl+K');
    expect(keyName(press('k', { metaKey: true }))).toBe('Ctrl+K');
    expect(keyName(press('?', { shiftKey: true }))).toBe('?');
    expect(keyName(press('F10', { shiftKey: true }))).toBe('Shift+F10');
    expect(keyName(press('=', { altKey: true }))).toBe('Alt+=');
    expect(keyName(press(' '))).toBe('Space');
  });

  it('are printed as on the keyboard', () => {
    expect(keyCaps('Ctrl+ArrowUp')).toEqual(['Ctrl', '↑']);
    expect(keyCaps('Ctrl++')).toEqual(['Ctrl', '+']);
    expect(keyCaps('Escape')).toEqual(['Esc']);
  });

  it('plain characters never run a command while a field is typed in', () => {
    expect(['F2', 'Ctrl+K', 'Alt+N', 'Escape', 'Insert'].every(worksInFields)).toBe(true);
    expect(['?', '/', 'K', 'Space'].some(worksInFields)).toBe(false);
  });
});

describe('commands', () => {
  it('the last one added wins, and the one before comes back', () => {
    const ran: string[] = [];
    const registry = keyRegistry();
    registry.add(command('F2', ran, { label: 'screen' }));
    const remove = registry.add(command('F2', ran, { label: 'part' }));
    pressed(registry, 'F2');
    remove();
    pressed(registry, 'F2');
    expect(ran).toEqual(['part', 'screen']);
  });

  it('rest while a dialog is open, but for those that are always safe', () => {
    const ran: string[] = [];
    const registry = keyRegistry();
    registry.add(command('F2', ran));
    registry.add(command('F1', ran, { reach: 'always' }));
    const dialog = registry.openLayer();
    registry.add(command('F4', ran, { layer: dialog.layer }));
    expect([pressed(registry, 'F2'), pressed(registry, 'F1'), pressed(registry, 'F4')]).toEqual([
      false,
      true,
      true,
    ]);
    dialog.close();
    expect([pressed(registry, 'F2'), pressed(registry, 'F4')]).toEqual([true, false]);
    expect(ran).toEqual(['F1', 'F4', 'F2']);
  });

  it('of every screen rest as well while a dialog is open: none leads away from its question', () => {
    const ran: string[] = [];
    const registry = keyRegistry();
    registry.add(command('Alt+N', ran, { reach: 'screens' }));
    registry.add(command('Ctrl+L', ran, { reach: 'always' }));
    const meant = (key: string, held: Partial<KeyPress>) => registry.find(press(key, held), true)?.key;
    expect(meant('n', { altKey: true })).toBe('Alt+N');
    const dialog = registry.openLayer();
    expect(meant('n', { altKey: true })).toBeUndefined();
    expect(meant('l', { ctrlKey: true })).toBe('Ctrl+L');
    expect(registry.active().map(({ key }) => key)).toEqual(['Ctrl+L']);
    dialog.close();
    expect(meant('n', { altKey: true })).toBe('Alt+N');
  });

  it('of the topmost of several dialogs run, whichever is closed first', () => {
    const ran: string[] = [];
    const registry = keyRegistry();
    const lower = registry.openLayer();
    registry.add(command('F2', ran, { layer: lower.layer, label: 'lower' }));
    const upper = registry.openLayer();
    registry.add(command('F2', ran, { layer: upper.layer, label: 'upper' }));
    pressed(registry, 'F2');
    upper.close();
    pressed(registry, 'F2');
    expect(ran).toEqual(['upper', 'lower']);
  });

  it('leave keys to the Vietnamese input method and to fields', () => {
    const ran: string[] = [];
    const registry = keyRegistry();
    registry.add(command('?', ran));
    registry.add(command('F2', ran));
    expect(registry.find({ ...press('F2'), isComposing: true }, true)).toBeUndefined();
    expect(pressed(registry, '?', true)).toBe(false);
    expect(pressed(registry, 'F2', true)).toBe(true);
    expect(pressed(registry, 'F9')).toBe(false);
    expect(ran).toEqual(['F2']);
  });

  it('tell who watches the list', () => {
    const registry = keyRegistry();
    let told = 0;
    registry.subscribe(() => {
      told += 1;
    });
    const remove = registry.add(command('F2', [], { label: 'x' }));
    expect(registry.active().map((one) => one.key)).toEqual(['F2']);
    remove();
    expect(registry.active()).toEqual([]);
    expect(told).toBe(2);
  });
});
