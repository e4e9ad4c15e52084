import type { WebPreferences } from 'electron';

/**
 * What every window with screens in it is opened with: our preload script (null: none, its page needs nothing of this
 * program), the sandbox, no Node.
 */
export function safePreferences(preloadFile: string | null): WebPreferences {
  return {
    ...(preloadFile === null ? {} : { preload: preloadFile }),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    // The built-in viewer that shows a finished paper.
    plugins: true,
  };
}
