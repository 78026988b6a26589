import { useComputedColorScheme } from '@mantine/core';
import { useStore } from '@xyflow/react';
import { useEffect, useMemo, useRef } from 'react';
import type { FlowEdge, FlowTask } from './flow-types.ts';
import classes from './flow.module.css';
import type { Places } from './layout/flow-places.ts';
import { paintFlow, toPaint } from './paint-flow.ts';

type FarViewProps = {
  readonly tasks: readonly FlowTask[];
  readonly edges: readonly FlowEdge[];
  readonly places: Places;
  readonly selected: ReadonlySet<string>;
};

/** A large graph from far off: no card can be read, and so none is built. */
export function FarView(props: FarViewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useComputedColorScheme('light');
  const { tasks, edges, places, selected } = props;
  const [x, y, zoom] = useStore(({ transform }) => transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const painted = useMemo(
    () => toPaint({ tasks, edges, places, selected }),
    [tasks, edges, places, selected],
  );
  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (context === null) return;
    const ratio = window.devicePixelRatio;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (context.canvas.width !== wide) context.canvas.width = wide;
    if (context.canvas.height !== high) context.canvas.height = high;
    paintFlow(context, { x, y, zoom }, painted);
  }, [painted, theme, x, y, zoom, width, height]);
  return <canvas ref={canvas} className={classes.far} style={{ width, height }} aria-hidden="true" />;
}
