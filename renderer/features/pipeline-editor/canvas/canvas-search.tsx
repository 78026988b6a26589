import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineGraph } from '#core/pipeline-text/index.ts';
import { wordTaskKind } from '#renderer/parts/task-kinds.ts';
import classes from './canvas.module.css';

type CanvasSearchProps = {
  readonly graph: PipelineGraph;
  readonly onShow: (id: string) => void;
  readonly onClose: () => void;
};

/** Finds tasks by their id, their type, or a text in their settings, and walks through what was found. */
export function CanvasSearch({ graph, onShow, onClose }: CanvasSearchProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const texts = useMemo(
    () =>
      graph.tasks.map(({ id, type, data }) => ({
        id,
        text: [id, type ?? '', wordTaskKind(type, t), JSON.stringify(data) ?? ''].join('\n').toLowerCase(),
      })),
    [graph, t],
  );
  const find = (text: string): readonly string[] =>
    text.trim() === ''
      ? []
      : texts.filter((task) => task.text.includes(text.trim().toLowerCase())).map(({ id }) => id);
  const found = find(typed);
  const go = (list: readonly string[], index: number): void => {
    const wrapped = (index + list.length) % Math.max(1, list.length);
    setAt(wrapped);
    const id = list[wrapped];
    if (id !== undefined) onShow(id);
  };
  return (
    <div className={classes.search} role="search" aria-label={t('pipelineCanvas.find')}>
      <TextInput
        autoFocus
        aria-label={t('pipelineCanvas.find')}
        placeholder={t('pipelineCanvas.find')}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          go(find(value), 0);
        }}
        onKeyDown={(event) => {
          const { key, shiftKey } = event;
          if (key === 'Escape') onClose();
          else if (key === 'ArrowDown' || (key === 'Enter' && !shiftKey)) go(found, at + 1);
          else if (key === 'ArrowUp' || key === 'Enter') go(found, at - 1);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <span className={classes.searchCount} role="status">
        {typed.trim() === ''
          ? ''
          : found.length === 0
            ? t('pipelineCanvas.foundNone')
            : t('pipelineCanvas.found', { at: Math.min(at, found.length - 1) + 1, count: found.length })}
      </span>
      <ActionIcon size={24} aria-label={t('pipelineCanvas.findBefore')} onClick={() => go(found, at - 1)}>
        <IconChevronUp size={14} stroke={1.5} />
      </ActionIcon>
      <ActionIcon size={24} aria-label={t('pipelineCanvas.findNext')} onClick={() => go(found, at + 1)}>
        <IconChevronDown size={14} stroke={1.5} />
      </ActionIcon>
      <ActionIcon size={24} aria-label={t('pipelineCanvas.findClose')} onClick={onClose}>
        <IconX size={14} stroke={1.5} />
      </ActionIcon>
    </div>
  );
}
