import { createServer } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { WebSocket, WebSocketServer } from 'ws';

/** The least that any such board could do: a message over one bare WebSocket is told on over another and drawn. */
export type BareBoard = {
  page: Page;
  /** Milliseconds from sending until the frame is drawn in which it stands. */
  measure(): Promise<number>;
  close(): Promise<void>;
};

declare global {
  interface Window {
    bareShown: Record<string, number>;
  }
}

const PAGE = `<!doctype html><title>bare</title><p id="n" style="font-size:30vh"></p><script>
window.bareShown = {};
const socket = new WebSocket('ws://' + location.host);
socket.onmessage = ({ data }) => {
  document.getElementById('n').textContent = data;
  requestAnimationFrame(() => { window.bareShown[data] = performance.timeOrigin + performance.now(); });
};
socket.onopen = () => { document.title = 'open'; };
</script>`;

/** Starts a relay of its own and opens its page in that browser. */
export async function openBareBoard(browser: Browser): Promise<BareBoard> {
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE),
  );
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      for (const other of sockets.clients) if (other !== socket) other.send(String(data));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.waitForFunction(() => document.title === 'open');
  const sender = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    sender.once('open', () => resolve());
    sender.once('error', reject);
  });
  let sent = 0;
  return {
    page,
    async measure() {
      sent += 1;
      const name = String(sent);
      await page.bringToFront();
      const begun = performance.timeOrigin + performance.now();
      sender.send(name);
      const shown = await page.waitForFunction((one) => window.bareShown[one], name);
      return Number(await shown.jsonValue()) - begun;
    },
    async close() {
      sender.terminate();
      for (const socket of sockets.clients) socket.terminate();
      await context.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
