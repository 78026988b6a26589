import { ActionIcon, Menu, TextInput, UnstyledButton } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { descendantsOf } from '#core/pipeline-text/index.ts';
import type { GraphTask } from '#core/pipeline-text/index.ts';
import { ProblemLine } from '#renderer/parts/problem-notice.tsx';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import { FieldBox } from './field-box.tsx';
import classes from './form.module.css';
import { usePendingField } from './pending-fields.ts';
import { wordRefusal } from './use-form.ts';

/** The id of a task; what names it follows. */
export function IdField({ task }: { task: GraphTask }) {
  const { t } = useTranslation();
  const id = useId();
  const { session } = useEditor();
  const [refused, setRefused] = useState<string | null>(null);
  function rename(text: string): void {
    const to = text.trim();
    if (to === '' || to === task.id) return;
    const refusal = session.edit({ label: 'renameTask', subject: task.id }, [
      { op: 'renameTask', from: task.id, to },
    ]);
    setRefused(refusal === null ? null : wordRefusal(refusal, t));
    if (refusal === null) session.select([to]);
  }
  // A rename is a step that other tasks follow: only when it is finished, and not at every pause.
  const [text, setText] = useState<string | null>(null);
  const leave = (): void => {
    if (text !== null) rename(text);
    setText(null);
  };
  usePendingField(leave);
  return (
    <FieldBox
      target={{ paths: [['tasks', task.id]], values: [undefined] }}
      label={t('pipelineForm.id')}
      help={t('pipelineForm.idHelp')}
      controlId={id}
      holdsFields
    >
      <TextInput
        id={id}
        classNames={{ input: classes.input }}
        value={text ?? task.id}
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === 'Enter') leave();
          if (event.key !== 'Escape' || text === null) return;
          event.preventDefault();
          setText(null);
        }}
      />
      {refused !== null && <ProblemLine text={refused} />}
    </FieldBox>
  );
}

/** The tasks before one, as chips, and those that it can still be put after. */
export function NeedsField({ task }: { task: GraphTask }) {
  const { t } = useTranslation();
  const { session } = useEditor();
  const graph = useEditorState((state) => state.graph);
  const [refused, setRefused] = useState<string | null>(null);
  const own = task.needs.filter((id) => !task.teardownOf.includes(id));
  // What comes after it would close a circle.
  const refusedIds = useMemo(
    () => new Set([task.id, ...task.needs, ...descendantsOf(graph, task.id)]),
    [graph, task],
  );
  const others = graph.tasks.filter(({ id }) => !refusedIds.has(id));
  function edit(op: 'connect' | 'disconnect', from: string): void {
    const refusal = session.edit({ label: op, subject: `${from} → ${task.id}` }, [{ op, from, to: task.id }]);
    setRefused(refusal === null ? null : wordRefusal(refusal, t));
  }
  return (
    <FieldBox
      target={{ paths: [['tasks', task.id, 'needs']], values: [undefined] }}
      label={t('pipelineForm.needs')}
      help=""
      controlId={null}
    >
      <div className={classes.chips}>
        {own.map((id) => (
          <span key={id} className={classes.chip}>
            <UnstyledButton className="mono" translate="no" onClick={() => session.select([id])}>
              {id}
            </UnstyledButton>
            <ActionIcon
              size={24}
              aria-label={t('pipelineForm.disconnect', { name: id })}
              onClick={() => edit('disconnect', id)}
            >
              <IconX size={12} stroke={1.5} />
            </ActionIcon>
          </span>
        ))}
        {others.length > 0 && (
          <Menu position="bottom-start">
            <Menu.Target>
              <UnstyledButton className={classes.connect}>
                <IconPlus size={14} stroke={1.5} aria-hidden="true" />
                {t('pipelineForm.connect')}
              </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown className={classes.templates}>
              {others.slice(0, 200).map(({ id }) => (
                <Menu.Item key={id} onClick={() => edit('connect', id)}>
                  <span className="mono" translate="no">
                    {id}
                  </span>
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {refused !== null && <ProblemLine text={refused} />}
    </FieldBox>
  );
}
