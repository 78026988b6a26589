import type { RunStyle } from '#renderer/parts/run-colors.ts';
import classes from './compare-parts.module.css';

/** The sign of a run: its colour, as a line also with its dash. */
export function RunMark({ runStyle, line = false }: { runStyle: RunStyle; line?: boolean }) {
  if (!line)
    return <span className={classes.square} style={{ background: runStyle.color }} aria-hidden="true" />;
  return (
    <svg width="12" height="4" className={classes.mark} aria-hidden="true">
      <line
        x1="0"
        x2="12"
        y1="2"
        y2="2"
        stroke={runStyle.color}
        strokeWidth="2.5"
        strokeDasharray={runStyle.dash.map((length) => Math.max(2, length / 1.6)).join(' ')}
      />
    </svg>
  );
}
