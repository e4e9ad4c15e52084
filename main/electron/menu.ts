import { app, dialog, Menu, type MenuItemConstructorOptions } from 'electron';
import { HALL_PLACES, type HallPlace } from './hall-windows.ts';
import { TEXTS } from './texts.ts';

/**
 * The menu behind Alt. No "reload": it would throw away what the clerk is typing. The roles give the usual keys to text
 * fields and zoom; `openHall` shows a window for citizens (null: not on this PC); keys of the screens themselves (F2, Ctrl+K) are left alone.
 */
export function createMenu(openHall: ((place: HallPlace) => void) | null): Menu {
  const { menu } = TEXTS;
  const template: MenuItemConstructorOptions[] = [
    {
      label: menu.program,
      submenu: [
        { label: menu.about, click: showAbout },
        { type: 'separator' },
        { label: menu.quit, role: 'quit' },
      ],
    },
    {
      label: menu.edit,
      submenu: [
        { label: menu.undo, role: 'undo' },
        { label: menu.redo, role: 'redo' },
        { type: 'separator' },
        { label: menu.cut, role: 'cut' },
        { label: menu.copy, role: 'copy' },
        { label: menu.paste, role: 'pasteAndMatchStyle', accelerator: 'CmdOrCtrl+V' },
        { label: menu.selectAll, role: 'selectAll' },
      ],
    },
    {
      label: menu.view,
      submenu: [
        { label: menu.zoomIn, role: 'zoomIn' },
        { label: menu.zoomOut, role: 'zoomOut' },
        { label: menu.zoomReset, role: 'resetZoom' },
        { type: 'separator' },
        { label: menu.fullScreen, role: 'togglefullscreen' },
      ],
    },
    ...(openHall === null
      ? []
      : [
          {
            label: menu.hall,
            submenu: HALL_PLACES.map((place) => ({
              label: TEXTS.hall.open(place),
              click: () => openHall(place),
            })),
          },
        ]),
  ];
  return Menu.buildFromTemplate(template);
}

function showAbout(): void {
  void dialog.showMessageBox({
    type: 'info',
    title: TEXTS.title,
    message: TEXTS.title,
    detail: TEXTS.aboutText(app.getVersion()),
  });
}
