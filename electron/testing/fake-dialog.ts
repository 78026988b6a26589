import type { MessageBoxOptions, OpenDialogOptions, SaveDialogOptions } from 'electron';
import type { FakeApp } from './fake-app.ts';

export interface FakeDialog {
  fake: object;
  /** the questions and dialogs that were shown, in order */
  asked: MessageBoxOptions[];
  opened: OpenDialogOptions[];
  saved: SaveDialogOptions[];
  errors: [string, string][];
  /** what a person answers: which button, which files; none is a cancel */
  answers: { messageBox: number; open: string[]; save: string };
}

/** Electron's dialogs, with a person who answers at once. A window may come first. */
export function createFakeDialog(app: FakeApp): FakeDialog {
  const state: Omit<FakeDialog, 'fake'> = {
    asked: [],
    opened: [],
    saved: [],
    errors: [],
    answers: { messageBox: 0, open: [], save: '' },
  };
  const { answers } = state;
  const note = <O>(name: string, into: O[], given: unknown[]): void => {
    app.mustBeReady(`dialog.${name}()`);
    into.push(given.at(-1) as O);
  };
  const fake = {
    showMessageBox: (...given: unknown[]) => {
      note('showMessageBox', state.asked, given);
      return Promise.resolve({ response: answers.messageBox, checkboxChecked: false });
    },
    showOpenDialog: (...given: unknown[]) => {
      note('showOpenDialog', state.opened, given);
      return Promise.resolve({ canceled: answers.open.length === 0, filePaths: answers.open });
    },
    showSaveDialog: (...given: unknown[]) => {
      note('showSaveDialog', state.saved, given);
      return Promise.resolve({ canceled: answers.save === '', filePath: answers.save });
    },
    showErrorBox: (title: string, content: string) => void state.errors.push([title, content]),
  };
  return { fake, ...state };
}
