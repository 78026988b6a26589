import { getSmoothStepPath } from '@xyflow/react';
import type { ConnectionLineComponentProps } from '@xyflow/react';
import type { CardNode } from '#renderer/parts/flow/card-nodes.ts';

/** The line that is being drawn: red where it may not end. */
export function ConnectLine(props: ConnectionLineComponentProps<CardNode>) {
  const { fromX, fromY, toX, toY, fromPosition, toPosition, connectionStatus } = props;
  const [path] = getSmoothStepPath({
    sourceX: fromX,
    sourceY: fromY,
    sourcePosition: fromPosition,
    targetX: toX,
    targetY: toY,
    targetPosition: toPosition,
    borderRadius: 7,
  });
  const isRefused = connectionStatus === 'invalid';
  return (
    <path
      d={path}
      fill="none"
      stroke={isRefused ? 'var(--st-fail)' : 'var(--st-accent)'}
      strokeWidth={2}
      strokeDasharray={isRefused ? '2 4' : undefined}
    />
  );
}
