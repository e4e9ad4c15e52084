import { contextBridge, ipcRenderer } from 'electron';
import { PORT_MESSAGE, type TramBridge } from '#shared/host/index.ts';
import { CONNECT_CHANNEL, ENTER_CHANNEL, HALL_ARGUMENT, PORT_CHANNEL } from './channels.ts';

// A MessagePort cannot pass the context bridge, so it goes through the window, to our own origin only.
ipcRenderer.on(PORT_CHANNEL, (event) => {
  window.postMessage(PORT_MESSAGE, window.location.origin, event.ports);
});

const bridge: TramBridge = {
  async connect() {
    await ipcRenderer.invoke(CONNECT_CHANNEL);
  },
};
if (process.argv.includes(HALL_ARGUMENT)) {
  bridge.enterAsDevice = async (claim) => {
    await ipcRenderer.invoke(ENTER_CHANNEL, claim);
  };
}
contextBridge.exposeInMainWorld('tram', bridge);
