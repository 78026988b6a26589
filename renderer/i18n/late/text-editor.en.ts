/** Files that are opened in the user's own editor. */
export const textEditor = {
  openIn: 'Open in {{editor}}',
  openOneIn: 'Open {{path}} in {{editor}}',
  fileIn: 'Open the file in {{editor}}',
  none: 'Open in an editor…',
  noneOne: 'Choose an editor to open {{path}} in',
  opened: '{{file}} is open in {{editor}}',
  /** Of macOS, which has no name of its own in the middle of a sentence. */
  systemEditor: 'the text editor',
};
