import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { EditorId } from '#contract/editors.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { useApp } from '../app-context.ts';
import { keys } from '../bridge/keys.ts';
import '../i18n/late/text-editor-words.ts';
import { lastPart } from './use-ask-for-path.ts';
import { useTellProblem } from './use-tell-problem.ts';

/** Editors come and go without an event: what is shown is as old as the last look. */
export function editorQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.editor,
    queryFn: ({ signal }) => client.editor.get({}, { signal }),
    staleTime: 30_000,
  });
}

/** What an editor is called within a sentence. */
export function wordEditor({ id, name }: { id: EditorId | null; name: string }, t: TFunction): string {
  return id === 'macos-text' ? t('textEditor.systemEditor') : name;
}

export type TextEditor = {
  /** What the act is called; null while it is asked what files are opened in. */
  readonly label: string | null;
  /** The same of one file among others. */
  readonly labelOf: (path: string) => string;
  /** The same of the file of what is shown. */
  readonly fileLabel: string | null;
  /** Opens a file, by its path or the address of a file of a run; where no editor is found, leads to the setting. */
  readonly open: (file: { readonly path: string } | { readonly uri: string }, line?: number | null) => void;
};

type Words =
  | `textEditor.${'some' | 'none' | 'openIn'}`
  | `textEditor.${'someOne' | 'noneOne' | 'openOneIn'}`
  | `textEditor.${'fileSome' | 'fileNone' | 'fileIn'}`;

/** The user's own editor, on the computer of the engine. */
export function useTextEditor(): TextEditor {
  const { t } = useTranslation();
  const { bridge, toasts } = useApp();
  const { client } = bridge;
  const tell = useTellProblem();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { data, isError } = useQuery(editorQuery(client));
  const editor = data?.opens == null ? null : wordEditor(data.opens, t);

  async function openNow(file: { readonly path: string } | { readonly uri: string }, line: number | null) {
    const path = 'path' in file ? file.path : (await client.artifacts.locate({ uri: file.uri })).file;
    const opened = await client.editor.open({ path, ...(line !== null && { line }) });
    // What is shown may be older than what has just opened the file.
    if (opened.editor !== data?.opens?.name) void queryClient.invalidateQueries({ queryKey: keys.editor });
    const name = wordEditor({ id: opened.id, name: opened.editor }, t);
    const text = t(opened.copy === null ? 'textEditor.opened' : 'textEditor.openedCopy', {
      file: lastPart(opened.file),
      editor: name,
    });
    toasts.show({ tone: 'done', text, undo: null });
  }
  /** What an act is called where the question failed, nothing is found, and something is. */
  function choose(failed: Words, none: Words, found: Words, path = ''): string | null {
    if (data === undefined) return isError ? t(failed, { path }) : null;
    return editor === null ? t(none, { path }) : t(found, { path, editor });
  }
  return {
    label: choose('textEditor.some', 'textEditor.none', 'textEditor.openIn'),
    labelOf: (path) =>
      choose('textEditor.someOne', 'textEditor.noneOne', 'textEditor.openOneIn', path) ?? path,
    fileLabel: choose('textEditor.fileSome', 'textEditor.fileNone', 'textEditor.fileIn'),
    open: (file, line = null) => {
      if (data?.opens === null)
        void navigate({ to: '/settings', search: { section: 'desktop', at: 'editor' } });
      else void openNow(file, line).catch(tell);
    },
  };
}

/** Where the file of a pipeline lies, from the workspace's folder. */
export function pipelineFile(name: string): string {
  return `pipelines/${name}.yaml`;
}

/** Endings of files that are no texts. */
const bytesAlone =
  /\.(png|jpe?g|gif|webp|bmp|ico|tiff?|pdf|zip|gz|bz2|xz|zst|tar|7z|whl|parquet|arrow|feather|orc|avro|npy|npz|pkl|pickle|joblib|pt|pth|ckpt|onnx|h5|hdf5|keras|safetensors|gguf|bin|so|dll|dylib|exe|class|pyc|db|sqlite3?|duckdb|woff2?|ttf|otf|mp3|mp4|wav|ogg|flac|avi|mov|mkv|xlsx?|docx?|pptx?|stile)$/i;

/** Whether an editor of texts has a use for a file, by its name. */
export function isTextName(path: string): boolean {
  return !bytesAlone.test(path);
}
