import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './form.module.css';

type FoldableProps = {
  readonly title: string;
  readonly count: number;
  /** As it is when it is first shown. */
  readonly isOpen: boolean;
  readonly children: ReactNode;
};

/** A part of a form that is folded away until somebody wants it. */
export function Foldable({ title, count, isOpen, children }: FoldableProps) {
  return (
    <details className={classes.fold} open={isOpen}>
      <summary className={classes.summary}>
        <IconChevronRight size={14} stroke={1.5} aria-hidden="true" />
        <span>{title}</span>
        {count > 0 && <span className="g3 sm">{count}</span>}
      </summary>
      <div className={classes.folded}>{children}</div>
    </details>
  );
}
