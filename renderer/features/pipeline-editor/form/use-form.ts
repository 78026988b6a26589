import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineOperation } from '#contract/pipeline-editing.ts';
import type { EditRefused } from '#core/pipeline-text/index.ts';
import { useApp } from '#renderer/app-context.ts';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import { pathText, stepInto } from './field-values.ts';
import type { Target } from './field-values.ts';
import type { Form } from './form-context.ts';
import { fileSchemaQuery } from './queries.ts';
import { referenceOfField, referenceOfSetting, useReferences } from './references.ts';
import { useSeenOutputs } from './seen-outputs.ts';
import { listTemplates } from './templates.ts';
import { wordSetting, wordTaskField } from './word-fields.ts';

/** What the fields of one form work with. @param taskId of the task whose fields they are; null: of several, or none */
export function useFormValue(taskId: string | null, type: string | null): Form {
  const { t, i18n } = useTranslation();
  const { session, types } = useEditor();
  const graph = useEditorState((state) => state.graph);
  const problems = useEditorState((state) => state.problems);
  const [refusal, setRefusal] = useState<Form['refusal']>(null);
  const named = useReferences(graph, taskId);
  const seen = useSeenOutputs(taskId);

  function edit(label: string, target: Target, operations: readonly PipelineOperation[]): void {
    if (operations.length === 0) return;
    const path = pathText(target.paths[0] ?? []);
    const refused = session.edit({ label, subject: path.replace(/^tasks\./, '') }, operations);
    setRefusal(refused === null ? null : { path, text: wordRefusal(refused, t) });
  }
  return {
    set: (target, value) =>
      edit(value === undefined ? 'unsetValue' : 'setValue', target, setOperations(target, value)),
    setKeys: (target, values) =>
      edit(
        'setValue',
        target,
        Object.entries(values).flatMap(([key, value]) => setOperations(stepInto(target, key), value)),
      ),
    renameKey: (target, to) =>
      edit(
        'renameKey',
        target,
        target.paths.map((path) => ({ op: 'renameKey', path: [...path], to })),
      ),
    move: (target, to) =>
      edit(
        'move',
        target,
        target.paths.map((path) => ({ op: 'move', path: [...path], to })),
      ),
    undo: session.undo,
    problems,
    refusal,
    templates: listTemplates(graph, types, taskId, seen),
    wordField: (keys, description) =>
      (type === null ? null : wordTaskField(type, keys, i18n)) ?? wordSetting(keys, description, i18n),
    referenceOf: (keys) => (type === null ? referenceOfSetting(keys) : referenceOfField(type, keys)),
    ...named,
  };
}

function setOperations({ paths, values }: Target, value: unknown): PipelineOperation[] {
  return paths.flatMap((path, index): PipelineOperation[] => {
    if (value !== undefined) return [{ op: 'set', path: [...path], value }];
    return values[index] === undefined ? [] : [{ op: 'unset', path: [...path] }];
  });
}

/** Why a change was not made. */
export function wordRefusal({ code, subject, path }: EditRefused, t: TFunction): string {
  return t(`pipelineForm.refusals.${code}`, { subject, path: path.join(' → ') });
}

/** JSON Schema of the whole file; undefined until it is read. */
export function useFileSchema(): unknown {
  const { client } = useApp().bridge;
  return useQuery(fileSchemaQuery(client)).data;
}
