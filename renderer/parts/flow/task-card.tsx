import { VisuallyHidden } from '@mantine/core';
import { Handle, Position } from '@xyflow/react';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTicking } from '../clock.ts';
import { StatusGlyph } from '../status-glyph.tsx';
import { taskKind } from '../task-kinds.ts';
import { formatDuration } from '../times.ts';
import { useLocale } from '../use-locale.ts';
import type { CardNode } from './card-nodes.ts';
import type { FlowMark, FlowStatus, FlowTask } from './flow-types.ts';
import classes from './flow.module.css';

/** One task of a graph. It is drawn again when something of it changes, and not because of its neighbours. */
export const TaskCard = memo(function TaskCard({ data: { task, isEditable } }: NodeProps<CardNode>) {
  const ports = { className: classes.port ?? '', isConnectable: isEditable };
  return (
    <div
      className={classes.card}
      data-shape={task.status?.shape ?? 'none'}
      data-stale={task.stale !== null}
      data-faint={task.isFaint === true}
      title={titleOf(task)}
    >
      <Handle {...ports} type="target" position={Position.Left} data-port="in" />
      <CardHead task={task} />
      <span className={classes.foot}>{task.status !== null && <StatusLine status={task.status} />}</span>
      {task.note !== null && (
        <span className={classes.note}>
          {task.note.shape !== null && <StatusGlyph shape={task.note.shape} size={12} />}
          <span className={classes.noteText}>{task.note.text}</span>
        </span>
      )}
      <VisuallyHidden>{task.about}</VisuallyHidden>
      <Handle {...ports} type="source" position={Position.Right} data-port="out" />
    </div>
  );
});

function titleOf({ title, mark, stale, note }: FlowTask): string {
  return [title, note?.text, mark?.title, stale].filter((part) => typeof part === 'string').join('\n');
}

function CardHead({ task: { type, title, mark, stale } }: { task: FlowTask }) {
  const { icon: Icon } = taskKind(type);
  return (
    <span className={classes.head}>
      <Icon size={15} stroke={1.5} aria-hidden="true" />
      <span className={classes.title} translate="no">
        {title}
      </span>
      {stale !== null && <span className={classes.stale} aria-hidden="true" />}
      {mark !== null && <Mark mark={mark} />}
    </span>
  );
}

function Mark({ mark: { count, severity } }: { mark: FlowMark }) {
  return (
    <span className={classes.mark} data-severity={severity}>
      <StatusGlyph shape={severity === 'error' ? 'failed' : 'warning'} size={12} />
      {count > 1 && count}
    </span>
  );
}

function StatusLine({ status: { shape, word, detail, span, progress } }: { status: FlowStatus }) {
  return (
    <>
      {shape !== null && <StatusGlyph shape={shape} size={12} />}
      <span className={classes.word}>{word}</span>
      <span className={classes.detail}>{detail ?? (span !== null && <SpanTime {...span} />)}</span>
      {progress !== null && (
        <span className={classes.progress} style={{ width: `${String(Math.round(progress * 100))}%` }} />
      )}
    </>
  );
}

function SpanTime({ startedAt, endedAt }: NonNullable<FlowStatus['span']>) {
  const locale = useLocale();
  const now = useTicking(1000, startedAt !== null && endedAt === null);
  if (startedAt === null) return null;
  return <>{formatDuration((endedAt ?? now) - startedAt, locale)}</>;
}
