import { TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import '#renderer/i18n/late/pipeline-canvas-words.ts';
import '#renderer/i18n/late/pipeline-form-words.ts';
import '#renderer/i18n/late/task-kinds-words.ts';
import { useApp } from '#renderer/app-context.ts';
import {
  compareTaskKinds,
  taskKind,
  taskKindGroups,
  wordTaskKind,
  wordTaskKindAbout,
} from '#renderer/parts/task-kinds.ts';
import { draggedType } from '../canvas/drop-on.ts';
import { createTaskVerbs } from '../canvas/task-verbs.ts';
import { wordRefused } from '../canvas/word-refused.ts';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import classes from './palette.module.css';

/** Every type of task by groups: a press adds one after what is selected, a drag puts it where it is let go. */
export function Palette() {
  const { t } = useTranslation();
  const { types } = useEditor();
  const [sought, setSought] = useState('');
  const names = [...types.keys()].sort(compareTaskKinds);
  const found = names.filter((name) => {
    const words = [name, wordTaskKind(name, t), wordTaskKindAbout(name, t) ?? ''].join(' ').toLowerCase();
    return words.includes(sought.trim().toLowerCase());
  });
  return (
    <div className={classes.palette}>
      <TextInput
        className={classes.search ?? ''}
        size="xs"
        type="search"
        aria-label={t('pipelineForm.palette.search')}
        placeholder={t('pipelineForm.palette.search')}
        leftSection={<IconSearch size={14} stroke={1.5} />}
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
      {found.length === 0 && (
        <p className={`g3 sm ${classes.none ?? ''}`}>
          {t('pipelineForm.palette.noneFound', { text: sought })}
        </p>
      )}
      {taskKindGroups.map((group) => {
        const own = found.filter((name) => taskKind(name).group === group);
        if (own.length === 0) return null;
        return (
          <section key={group} className={classes.section} aria-label={t(`taskKinds.groups.${group}`)}>
            <h2 className={classes.group}>{t(`taskKinds.groups.${group}`)}</h2>
            {own.map((name) => (
              <TypeButton key={name} name={name} />
            ))}
          </section>
        );
      })}
      <p className={`g3 sm ${classes.hint ?? ''}`}>{t('pipelineForm.palette.drop')}</p>
    </div>
  );
}

function TypeButton({ name }: { name: string }) {
  const { t } = useTranslation();
  const { toasts } = useApp();
  const { session, types } = useEditor();
  const after = useEditorState(({ selection }) => selection.at(-1));
  const { icon: Drawing } = taskKind(name);
  const word = wordTaskKind(name, t);
  function add(): void {
    const refused = createTaskVerbs(session, types).add(name, after === undefined ? {} : { after });
    if (refused !== null) toasts.show({ tone: 'problem', text: wordRefused(refused, t), undo: null });
  }
  return (
    <UnstyledButton
      className={classes.type}
      aria-label={t('pipelineForm.palette.add', { name: word })}
      title={[word, wordTaskKindAbout(name, t)].filter(Boolean).join('\n')}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(draggedType, name);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onClick={add}
    >
      <Drawing size={16} stroke={1.5} aria-hidden />
      <span className={classes.name}>{word}</span>
    </UnstyledButton>
  );
}
