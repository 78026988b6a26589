import { useComputedColorScheme } from '@mantine/core';
import { useStore } from '@xyflow/react';
import { useEffect, useMemo, useRef } from 'react';
import type { PointerEvent } from 'react';
import type { FlowHandle } from './flow-handle.ts';
import type { FlowTask } from './flow-types.ts';
import { boundsOf } from './flow-view.ts';
import classes from './flow.module.css';
import type { Places } from './layout/flow-places.ts';
import { paintFlow, toPaint } from './paint-flow.ts';

const width = 168;
const height = 104;
const inset = 8;

type FlowMapProps = {
  readonly handle: FlowHandle;
  readonly tasks: readonly FlowTask[];
  readonly places: Places;
  readonly selected: ReadonlySet<string>;
};

/** The whole graph in small, with what is seen of it; pressing leads there. For the hand only: keys walk the graph. */
export function FlowMap({ handle, tasks, places, selected }: FlowMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useComputedColorScheme('light');
  const [x, y, zoom] = useStore(({ transform }) => transform);
  const seenWidth = useStore((state) => state.width);
  const seenHeight = useStore((state) => state.height);
  const view = useMemo(() => mapView(tasks, places), [tasks, places]);
  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (context === null) return;
    const ratio = window.devicePixelRatio;
    context.canvas.width = width * ratio;
    context.canvas.height = height * ratio;
    paintFlow(context, view, toPaint({ tasks, edges: [], places, selected }));
  }, [tasks, places, selected, theme, view]);
  const seen = {
    left: (-x / zoom) * view.zoom + view.x,
    top: (-y / zoom) * view.zoom + view.y,
    width: (seenWidth / zoom) * view.zoom,
    height: (seenHeight / zoom) * view.zoom,
  };
  const goTo = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    handle.centreOn({
      x: (event.clientX - box.x - view.x) / view.zoom,
      y: (event.clientY - box.y - view.y) / view.zoom,
    });
  };
  return (
    <div
      className={classes.map}
      style={{ width, height }}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        goTo(event);
      }}
      onPointerMove={goTo}
    >
      <canvas ref={canvas} className={classes.mapDrawing} />
      <span className={classes.seen} style={seen} />
    </div>
  );
}

function mapView(tasks: readonly FlowTask[], places: Places): { x: number; y: number; zoom: number } {
  const bounds = boundsOf(tasks, places);
  if (bounds === null) return { x: 0, y: 0, zoom: 1 };
  const zoom = Math.min((width - 2 * inset) / bounds.width, (height - 2 * inset) / bounds.height, 0.25);
  return {
    zoom,
    x: (width - bounds.width * zoom) / 2 - bounds.x * zoom,
    y: (height - bounds.height * zoom) / 2 - bounds.y * zoom,
  };
}
