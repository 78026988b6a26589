import { BaseEdge, getSmoothStepPath } from '@xyflow/react';
import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { LineEdge } from './card-nodes.ts';

const corner = 7;
const straightPart = 14;

/** Lines are stepped, never curves; what they say of the run is in their data, for the styles to draw. */
export const LineBetween = memo(function LineBetween(props: EdgeProps<LineEdge>) {
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data } = props;
  const [path] = getSmoothStepPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    borderRadius: corner,
    offset: straightPart,
  });
  return (
    <g data-state={data?.state} data-on={data?.isOn} data-target={data?.isTarget}>
      <BaseEdge path={path} interactionWidth={16} />
    </g>
  );
});
