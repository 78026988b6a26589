import { useConnection } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import type { PipelineGraph } from '#core/pipeline-text/index.ts';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import classes from './canvas.module.css';
import { refuseEdge } from './task-verbs.ts';
import { wordRefused } from './word-refused.ts';

/** While a line is drawn: why it may not end where it is. */
export function RefusedNote({ graph }: { graph: PipelineGraph }) {
  const { t } = useTranslation();
  const ends = useConnection(({ fromNode, toNode, fromHandle }) =>
    fromNode === null || toNode === null
      ? null
      : fromHandle.type === 'source'
        ? `${fromNode.id}\n${toNode.id}`
        : `${toNode.id}\n${fromNode.id}`,
  );
  const [from, to] = ends?.split('\n') ?? [];
  if (from === undefined || to === undefined || from === to) return null;
  const refused = refuseEdge({ graph }, { from, to });
  if (refused === null) return null;
  return (
    <p className={classes.refused} role="status">
      <StatusGlyph shape="failed" size={12} /> {wordRefused(refused, t)}
    </p>
  );
}
