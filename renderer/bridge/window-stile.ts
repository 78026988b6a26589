import type { DesktopBridge } from '#contract/desktop.ts';

/** What the preload script of the desktop shell offers; absent in a browser. */
export type StileWindow = DesktopBridge<File>;

declare global {
  interface Window {
    readonly stile?: StileWindow;
  }
}
