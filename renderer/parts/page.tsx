import type { ReactNode } from 'react';
import classes from './page.module.css';

type PageHeadProps = { readonly title: string; readonly meta?: ReactNode; readonly children?: ReactNode };

export function PageHead({ title, meta, children }: PageHeadProps) {
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{title}</h1>
      <span className={classes.meta}>{meta}</span>
      <div className={classes.actions}>{children}</div>
    </header>
  );
}

/** The page beside its inspector: the inspector floats over the page when there is no room for both. */
export function PageBody({ children, inspector }: { children: ReactNode; inspector: ReactNode }) {
  return (
    <div className={classes.body}>
      <div className={classes.main}>{children}</div>
      {inspector}
    </div>
  );
}
