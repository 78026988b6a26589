import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

type EmptyStateProps = {
  readonly title: string;
  readonly lines: readonly string[];
  readonly children?: ReactNode;
  readonly drawing?: boolean;
};

/** A page with nothing on it: the fence and its steps, what is missing, and how to fill it. */
export function EmptyState({ title, lines, children, drawing = true }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      {drawing && <FenceDrawing />}
      <h2 className={classes.title}>{title}</h2>
      {lines.map((line) => (
        <p key={line} className="g2">
          {line}
        </p>
      ))}
      <div className={classes.actions}>{children}</div>
    </div>
  );
}

function FenceDrawing() {
  return (
    <svg className={classes.drawing} width="168" height="84" viewBox="0 0 168 84" aria-hidden="true">
      <path className={classes.fence} strokeWidth="3" d="M14 24V70M44 24V70M124 24V70M154 24V70" />
      <path className={classes.fence} strokeWidth="2" d="M4 36H66M102 36H164M4 54H66M102 54H164" />
      <path className={classes.post} strokeWidth="5" d="M84 44V70" />
      <path className={classes.steps} strokeWidth="5" d="M50 70H62V50H72V28H98V50H118" />
    </svg>
  );
}
