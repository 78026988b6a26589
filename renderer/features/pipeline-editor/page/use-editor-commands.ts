import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDeviceFloppy,
  IconExternalLink,
  IconPlayerPlay,
  IconRefresh,
} from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { usePageCommands } from '#renderer/commands/use-page-commands.ts';
import { isShortcut } from '#renderer/parts/key-hints.ts';
import { pipelineFile, useTextEditor } from '#renderer/parts/use-text-editor.ts';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import { useSave } from './use-save.ts';
import type { Running } from '../run/use-running.ts';
import { lineOfSelection } from './line-of-selection.ts';
import { wordEdit } from './word-edit.ts';

/** What the editor can do, for the palette, the menus and the keys that act wherever the focus is in it. */
export function useEditorCommands(running: Running): void {
  const { t } = useTranslation();
  const { platform } = useApp();
  const { session } = useEditor();
  const save = useSave(session);
  const undo = useEditorState((state) => state.undo);
  const redo = useEditorState((state) => state.redo);
  const editor = useTextEditor();
  const openFile = (): void => {
    const state = session.state.get();
    editor.open({ path: pipelineFile(state.name) }, lineOfSelection(state));
  };
  usePageCommands([
    {
      id: 'pipeline.save',
      label: t('pipelineEditor.save'),
      icon: IconDeviceFloppy,
      run: () => void save(true),
    },
    {
      id: 'pipeline.run',
      label: t('pipelineEditor.runAll'),
      icon: IconPlayerPlay,
      run: () => running.ask('all'),
    },
    {
      id: 'pipeline.runFailed',
      label: t('pipelineEditor.runs.titles.failed'),
      icon: IconRefresh,
      run: () => running.ask('failed'),
    },
    ...(editor.fileLabel === null
      ? []
      : [{ id: 'pipeline.openFile', label: editor.fileLabel, icon: IconExternalLink, run: openFile }]),
    ...(undo === null
      ? []
      : [
          {
            id: 'pipeline.undo',
            label: t('pipelineEditor.undoNamed', { edit: wordEdit(undo, t) }),
            icon: IconArrowBackUp,
            run: session.undo,
          },
        ]),
    ...(redo === null
      ? []
      : [
          {
            id: 'pipeline.redo',
            label: t('pipelineEditor.redoNamed', { edit: wordEdit(redo, t) }),
            icon: IconArrowForwardUp,
            run: session.redo,
          },
        ]),
  ]);
  const act = useEffectEvent((event: KeyboardEvent) => {
    const done = actOnKey(event, {
      session,
      save: () => void save(true),
      run: () => running.ask('all'),
      openFile,
      platform,
    });
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => act(event);
    document.addEventListener('keydown', listen, true);
    return () => document.removeEventListener('keydown', listen, true);
  }, []);
}

type Acts = {
  readonly session: { readonly undo: () => void; readonly redo: () => void };
  readonly save: () => void;
  readonly run: () => void;
  readonly openFile: () => void;
  readonly platform: string;
};

function actOnKey(event: KeyboardEvent, { session, save, run, openFile, platform }: Acts): boolean {
  if (isElsewhere(event.target)) return false;
  if (isShortcut(event, 'mod+S', platform)) save();
  else if (isShortcut(event, 'mod+Enter', platform)) run();
  else if (isShortcut(event, 'mod+shift+E', platform)) openFile();
  else if (isInField(event.target)) return false;
  else if (isShortcut(event, 'mod+Z', platform)) session.undo();
  else if (isShortcut(event, 'mod+shift+Z', platform) || isShortcut(event, 'mod+Y', platform)) session.redo();
  else return false;
  return true;
}

/** A sheet or a dialog over the page has keys of its own. */
function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [data-sheet]') !== null;
}

/** A field takes back its own letters first; the text of the file is the session's. */
function isInField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('.cm-editor') !== null) return false;
  return target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}
