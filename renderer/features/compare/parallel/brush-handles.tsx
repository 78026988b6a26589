import { useTranslation } from 'react-i18next';
import type { KeyboardEvent } from 'react';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { wordDim, type Scale } from '../plots/scales.ts';
import classes from './parallel.module.css';
import type { Axis, Brush } from './parallel-settings.ts';
import { snapBrush } from './use-axis-drag.ts';

type BrushHandlesProps = {
  readonly axis: Axis;
  readonly scale: Scale;
  readonly brush: Brush;
  readonly height: number;
  readonly onBrush: (next: Brush | null) => void;
};

const step = 0.02;
const wideStep = 0.1;

/** A brush with its two edges, which arrows move; Delete takes the brush away. */
export function BrushHandles({ axis, scale, brush, height, onBrush }: BrushHandlesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [low, high] = [scale.toShare(brush[0]), scale.toShare(brush[1])];
  const top = (1 - Math.min(1, high)) * height;
  const bottom = (1 - Math.max(0, low)) * height;

  function onKeyDown(event: KeyboardEvent, edge: 0 | 1): void {
    const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Delete' || event.key === 'Backspace') onBrush(null);
    else if (by !== undefined) onBrush(moveEdge(edge, by * (event.shiftKey ? wideStep : step)));
    else return;
    event.preventDefault();
  }

  function moveEdge(edge: 0 | 1, by: number): Brush {
    const { words } = axis.dim;
    if (words !== null) {
      const next: [number, number] = [brush[0], brush[1]];
      next[edge] = Math.min(words.length - 0.5, Math.max(-0.5, next[edge] + Math.sign(by)));
      return next[0] < next[1] ? next : brush;
    }
    const shares: [number, number] = [low, high];
    shares[edge] = Math.min(1, Math.max(0, shares[edge] + by));
    return snapBrush(axis, [scale.toValue(Math.min(...shares)), scale.toValue(Math.max(...shares))]);
  }
  const told = (edge: 0 | 1): string => {
    const inside =
      axis.dim.words === null ? brush[edge] : Math.round(brush[edge] + (edge === 0 ? 0.5 : -0.5));
    return wordDim(axis.dim, inside, locale);
  };
  const handle = (edge: 0 | 1) => ({
    role: 'slider',
    tabIndex: 0,
    'aria-orientation': 'vertical' as const,
    'aria-label': t(edge === 0 ? 'compare.parallel.from' : 'compare.parallel.to', { key: axis.dim.key }),
    'aria-valuemin': axis.dim.min,
    'aria-valuemax': axis.dim.max,
    'aria-valuenow': brush[edge],
    'aria-valuetext': told(edge),
    className: classes.handle,
    onKeyDown: (event: KeyboardEvent) => onKeyDown(event, edge),
  });
  return (
    <>
      <span className={classes.brush} style={{ top, height: Math.max(2, bottom - top) }} />
      <span {...handle(1)} style={{ top: top - 12 }} />
      <span {...handle(0)} style={{ top: bottom - 12 }} />
    </>
  );
}
