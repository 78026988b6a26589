import { useTranslation } from 'react-i18next';
import '#renderer/i18n/late/task-kinds-words.ts';
import { wordTaskKindAbout } from '#renderer/parts/task-kinds.ts';
import { useSeenOutputs } from '../form/seen-outputs.ts';
import { listTemplates } from '../form/templates.ts';
import { useFileSchema } from '../form/use-form.ts';
import { wordSetting, wordTaskField } from '../form/word-fields.ts';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import type { YamlOption } from './complete-yaml.ts';
import type { YamlWords } from './yaml-completion.ts';

/** What the text can be completed with, from the schema, the types, and what the file says now. */
export function useYamlWords(): YamlWords {
  const { t, i18n } = useTranslation();
  const { types } = useEditor();
  const schema = useFileSchema();
  const graph = useEditorState((state) => state.graph);
  // The cursor chooses the task that it is in.
  const selected = useEditorState((state) => state.selection.at(-1) ?? null);
  const seen = useSeenOutputs(selected);
  return {
    known: () => ({
      schema,
      types,
      taskIds: graph.tasks.map(({ id }) => id),
      templatesOf: (taskId) =>
        listTemplates(graph, types, taskId, seen).map(({ text }) => text.replace(/^\{\{ | \}\}$/g, '')),
    }),
    wordOption: ({ kind, label, info, of }: YamlOption) => {
      if (kind === 'type') return wordTaskKindAbout(label, t) ?? info;
      if (of === undefined) return info;
      const own = of.type === null ? null : wordTaskField(of.type, of.keys, i18n);
      return (own ?? wordSetting(of.keys, info, i18n)).help;
    },
  };
}
