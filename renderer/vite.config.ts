import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev` listens; the development server passes the screens' WebSocket on to it. */
const DEV_HOST = 'http://127.0.0.1:5180';

/**
 * Builds the screens into `dist/renderer` for both hosts. Nothing may end up inline: the hosts' content-security
 * policy allows scripts and fonts from files of our own only.
 */
export default defineConfig({
  root: import.meta.dirname,
  // Relative, because the same page is served at / for people and at /device/ for devices.
  base: './',
  plugins: [react()],
  build: {
    outDir: path.resolve(import.meta.dirname, '../dist/renderer'),
    emptyOutDir: true,
    // Both hosts bring a current Chromium, or the office keeps a current browser.
    target: 'es2023',
    assetsInlineLimit: 0,
    // Its polyfill would be an inline script.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
    sourcemap: false,
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    fs: { allow: [path.resolve(import.meta.dirname, '..')] },
    // The host only answers its own page, so the request is dressed as one; its cookie comes along by itself,
    // because browsers do not tell ports apart there. Open the address of `npm run dev` once before.
    proxy: { '/rpc': { target: DEV_HOST, ws: true, changeOrigin: true, rewriteWsOrigin: true } },
  },
});
