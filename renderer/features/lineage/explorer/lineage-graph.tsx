import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import edges from '#renderer/parts/graph-edges.module.css';
import { ZoomButtons } from '#renderer/parts/zoom-buttons.tsx';
import classes from './explorer.module.css';
import { reach } from './graph-view.ts';
import type { GraphView } from './graph-view.ts';
import { GroupBox, NodeBox } from './graph-box.tsx';
import { layOut } from './layered-layout.ts';
import { nextInDirection } from './next-in-direction.ts';
import { useGraphFocus } from './use-graph-focus.ts';

type LineageGraphProps = {
  readonly view: GraphView;
  readonly start: string;
  readonly chosen: string | undefined;
  /** A person put the thing in the middle: the focus may have gone with what they pressed. */
  readonly hasMoved: RefObject<boolean>;
  readonly onChoose: (uri: string) => void;
  readonly onOpenGroup: (id: string) => void;
};

const zooms = [0.4, 0.5, 0.65, 0.8, 1, 1.25] as const;
const plain = 4;
/** Below this names can no longer be read with ease: a larger graph opens at its own size, around its start. */
const leastReadable = 2;

/** The step of the zoom at which all of a graph is in view; its own size where that would be too small. */
function fitting(
  layout: { readonly width: number; readonly height: number },
  room: { readonly clientWidth: number; readonly clientHeight: number },
): number {
  for (let at = plain; at >= leastReadable; at--) {
    const scale = zooms[at] ?? 1;
    if (layout.width * scale <= room.clientWidth && layout.height * scale <= room.clientHeight) return at;
  }
  return plain;
}

/**
 * Things from left to right in the order of their making. What leads to the chosen one, and what it leads to, stands out.
 * One box is a stop for the tab key; arrows go along the lines and up and down a column.
 */
export function LineageGraphView(props: LineageGraphProps) {
  const { view, start, chosen, hasMoved, onChoose, onOpenGroup } = props;
  const { t } = useTranslation();
  const layout = useMemo(() => layOut(view.ids, view.links), [view]);
  const canvas = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(plain);
  const scale = zooms[zoom] ?? 1;
  const marked = useMemo(() => markWays(view, chosen), [view, chosen]);
  const stop = view.ids.includes(chosen ?? start) ? (chosen ?? start) : (view.ids[0] ?? '');
  const fitWindow = useEffectEvent(() => {
    if (canvas.current !== null) setZoom(fitting(layout, canvas.current));
  });
  useEffect(() => fitWindow(), [start]);
  const { focus, focusNext } = useGraphFocus({ canvas, view, start, chosen, hasMoved });

  function press({ target }: MouseEvent<HTMLElement>): void {
    const box = target instanceof Element ? target.closest<HTMLElement>('[data-node]') : null;
    const id = box?.dataset['node'];
    if (id === undefined) return;
    const [first] = view.groups.get(id)?.members ?? [];
    if (first === undefined) return onChoose(id);
    // The box of the group goes, and with it the focus.
    focusNext(first.uri);
    onOpenGroup(id);
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const from = event.target instanceof HTMLElement ? event.target.dataset['node'] : undefined;
    if (from === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === 'Escape' && chosen !== undefined) onChoose(chosen);
    const next = nextInDirection(layout, from, event.key);
    if (next === null) return;
    event.preventDefault();
    focus(next);
    if (view.nodes.has(next) && next !== chosen) onChoose(next);
  }
  return (
    <div className={classes.canvasFrame}>
      {/* Scrolls by itself, and by the arrows that move the focus. */}
      <div
        ref={canvas}
        className={classes.canvas}
        role="group"
        aria-label={t('lineageMap.graphOf', { count: view.ids.length })}
        onClick={press}
        onKeyDown={onKeyDown}
      >
        <div style={{ width: layout.width * scale, height: layout.height * scale }} className={classes.room}>
          <div
            className={classes.graph}
            style={{ width: layout.width, height: layout.height, transform: `scale(${String(scale)})` }}
          >
            <svg className={edges.edges} width={layout.width} height={layout.height} aria-hidden="true">
              {layout.edges.map(({ from, to, d }) => (
                <path
                  key={`${from} ${to}`}
                  d={d}
                  data-way={marked === null ? undefined : isOnWay(marked, from, to) ? 'on' : 'off'}
                />
              ))}
            </svg>
            {layout.nodes.map(({ id, x, y }) => {
              const node = view.nodes.get(id);
              const group = view.groups.get(id);
              const place = {
                id,
                left: x,
                top: y,
                isStop: id === stop,
                isDim: marked !== null && !marked.has(id),
              };
              return group !== undefined ? (
                <GroupBox key={id} {...place} group={group} />
              ) : (
                node !== undefined && (
                  <NodeBox key={id} {...place} node={node} isStart={id === start} isChosen={id === chosen} />
                )
              );
            })}
          </div>
        </div>
      </div>
      <div className={classes.zoom}>
        <ZoomButtons at={zoom} count={zooms.length} onZoom={setZoom} />
      </div>
    </div>
  );
}

/** The chosen one with all that leads to it and all that it leads to; null when none is chosen. */
function markWays({ ids, links }: GraphView, chosen: string | undefined): ReadonlySet<string> | null {
  if (chosen === undefined || !ids.includes(chosen)) return null;
  return new Set([chosen, ...reach(chosen, links, 'up'), ...reach(chosen, links, 'down')]);
}

function isOnWay(marked: ReadonlySet<string>, from: string, to: string): boolean {
  return marked.has(from) && marked.has(to);
}
