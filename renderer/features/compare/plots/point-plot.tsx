import { useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { boxLine, isInside, type Point } from './lasso.ts';
import { PlotAxes, type PlotArea } from './plot-axes.tsx';
import type { PlotChoice } from './plot-settings.ts';
import classes from './plots.module.css';
import type { ColorOf } from './run-colors-by.ts';
import { scaleOf, wordDim } from './scales.ts';

type PointPlotProps = {
  readonly choice: PlotChoice;
  readonly area: PlotArea;
  readonly places: readonly number[];
  /** Runs that were gathered; null when none were. */
  readonly chosen: ReadonlySet<number> | null;
  readonly pick: 'lasso' | 'box';
  readonly hovered: number | null;
  readonly colorOf: ColorOf;
  readonly nameOf: (place: number) => string;
  readonly label: string;
  readonly onHover: (place: number | null) => void;
  readonly onOpen: (place: number) => void;
  readonly onChoose: (places: ReadonlySet<number> | null) => void;
  /** What lies behind the points. */
  readonly children?: ReactNode;
};

/** Points of words lie on each other: they are spread by their place, the same way every time. */
const spreadPx = 14;
const pressPx = 4;

/** Runs as points. A line drawn around some chooses them; arrows go from point to point, Enter opens the run. */
export function PointPlot(props: PointPlotProps) {
  const {
    choice,
    area,
    places,
    chosen,
    pick,
    hovered,
    colorOf,
    nameOf,
    label,
    onHover,
    onOpen,
    onChoose,
    children,
  } = props;
  const { t } = useTranslation();
  const locale = useLocale();
  const [line, setLine] = useState<readonly Point[]>([]);
  const start = useRef<Point | null>(null);
  const points = placePoints(choice, area, places);
  const at = points.find(({ place }) => place === hovered);

  function pointOf(event: PointerEvent<SVGSVGElement>): Point {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
  function onPointerDown(event: PointerEvent<SVGSVGElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = pointOf(event);
    setLine([]);
  }
  function onPointerMove(event: PointerEvent<SVGSVGElement>): void {
    const to = pointOf(event);
    const from = start.current;
    if (from === null) onHover(nearest(points, to));
    else if (line.length > 0 || Math.hypot(to.x - from.x, to.y - from.y) > pressPx)
      setLine((now) => (pick === 'box' ? boxLine(from, to) : [...(now.length === 0 ? [from] : now), to]));
  }
  function onPointerUp(): void {
    start.current = null;
    if (line.length > 2) {
      const inside = points.filter((point) => isInside(line, point)).map(({ place }) => place);
      onChoose(inside.length === 0 ? null : new Set(inside));
      setLine([]);
    } else if (hovered !== null) onOpen(hovered);
    else onChoose(null);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (!actByKey(event.key, points, props)) return;
    event.preventDefault();
  }
  return (
    <>
      <svg
        className={classes.svg}
        width={area.width}
        height={area.height}
        role="img"
        aria-label={`${label} ${t('compare.plots.keys')}`}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerLeave={() => start.current === null && onHover(null)}
        onKeyDown={onKeyDown}
      >
        <PlotAxes choice={choice} area={area} locale={locale} />
        {children}
        {points.map(({ place, x, y }) => (
          <circle
            key={place}
            className={classes.point}
            cx={x}
            cy={y}
            r={place === hovered ? 6.5 : 5}
            fill={colorOf(place).color}
            data-quiet={(chosen !== null && !chosen.has(place)) || undefined}
            data-hovered={place === hovered || undefined}
          />
        ))}
        {line.length > 1 && (
          <path
            className={classes.lasso}
            d={`M${line.map(({ x, y }) => `${String(x)} ${String(y)}`).join('L')}Z`}
          />
        )}
      </svg>
      {at !== undefined && <PointTip point={at} name={nameOf(at.place)} choice={choice} area={area} />}
    </>
  );
}

/** What a key does; false when it does nothing here. */
function actByKey(key: string, points: readonly PlacedPoint[], props: PointPlotProps): boolean {
  const { hovered, chosen, onHover, onOpen, onChoose } = props;
  const order = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  const now = order.findIndex(({ place }) => place === hovered);
  const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: order.length - 1 }[key];
  if (next !== undefined) onHover(order[Math.min(order.length - 1, Math.max(0, next))]?.place ?? null);
  else if (key === 'Enter' && hovered !== null) onOpen(hovered);
  else if (key === ' ' && hovered !== null) onChoose(toggle(chosen, hovered));
  else if (key === 'Escape') onChoose(null);
  else return false;
  return true;
}

type PlacedPoint = Point & { readonly place: number };

type PointTipProps = {
  readonly point: PlacedPoint;
  readonly name: string;
  readonly choice: PlotChoice;
  readonly area: PlotArea;
};

/** What a point is, beside it. */
function PointTip({ point, name, choice, area }: PointTipProps) {
  const locale = useLocale();
  const place = {
    left: Math.min(point.x + 12, area.width - 200),
    top: Math.min(point.y + 10, area.height - 70),
  };
  return (
    <span className={classes.tip} role="status" style={place}>
      <span className={classes.tipName}>{name}</span>
      {[...new Set([choice.x, choice.y, choice.z])].map((dim) => (
        <span key={dim.id} className={classes.tipLine}>
          {dim.key} {wordDim(dim, dim.values[point.place] ?? null, locale)}
        </span>
      ))}
    </span>
  );
}

function placePoints({ x, y, isLogX, isLogY }: PlotChoice, area: PlotArea, places: readonly number[]) {
  const [toX, toY] = [scaleOf(x, isLogX).toShare, scaleOf(y, isLogY).toShare];
  return places.flatMap((place): PlacedPoint[] => {
    const [a, b] = [x.values[place], y.values[place]];
    if (a == null || b == null) return [];
    const spread = ((place * 0.618034) % 1) - 0.5;
    return [
      {
        place,
        x: area.left + toX(a) * area.across + (x.words === null ? 0 : spread * spreadPx),
        y: area.top + (1 - toY(b)) * area.down + (y.words === null ? 0 : spread * spreadPx),
      },
    ];
  });
}

function nearest(points: readonly PlacedPoint[], to: Point): number | null {
  let best: { place: number; far: number } | null = null;
  for (const { place, x, y } of points) {
    const far = Math.hypot(x - to.x, y - to.y);
    if (far <= 9 && (best === null || far < best.far)) best = { place, far };
  }
  return best?.place ?? null;
}

function toggle(chosen: ReadonlySet<number> | null, place: number): ReadonlySet<number> | null {
  const next = new Set(chosen);
  if (!next.delete(place)) next.add(place);
  return next.size === 0 ? null : next;
}
