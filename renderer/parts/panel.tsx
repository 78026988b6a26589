import { Link } from '@tanstack/react-router';
import type { LinkProps } from '@tanstack/react-router';
import { useId } from 'react';
import type { ReactNode } from 'react';
import classes from './panel.module.css';

type PanelProps = {
  readonly title: string;
  readonly sub?: ReactNode;
  /** Stands at the right of the head. */
  readonly aside?: ReactNode;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
};

/** A part of a page with a head of its own. */
export function Panel({ title, sub, aside, foot, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {sub !== undefined && <span className={classes.sub}>{sub}</span>}
        <span className={classes.aside}>{aside}</span>
      </header>
      <div className={classes.body}>{children}</div>
      {foot !== undefined && <footer className={classes.foot}>{foot}</footer>}
    </section>
  );
}

/** The way from a panel to the page that has all of it. */
export function PanelLink({ to, children }: { to: LinkProps['to']; children: string }) {
  return (
    <Link to={to} className={classes.link}>
      {children}
    </Link>
  );
}
