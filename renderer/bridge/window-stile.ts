/** What the preload script of the desktop shell offers; absent in a browser. */
export type StileWindow = {
  readonly platform: string;
  connect: () => void;
  pathForFile: (file: File) => string;
};

declare global {
  interface Window {
    readonly stile?: StileWindow;
  }
}
