import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunStatus } from '#contract/entities.ts';
import classes from './status-glyph.module.css';

export type GlyphShape =
  | 'running'
  | 'queued'
  | 'finished'
  | 'failed'
  | 'stopped'
  | 'warning'
  | 'retrying'
  | 'waiting'
  | 'reused'
  | 'leftOut';

const drawings: Readonly<Record<GlyphShape, ReactNode>> = {
  running: (
    <>
      <circle cx="7" cy="7" r="2.6" fill="currentColor" stroke="none" />
      <circle cx="7" cy="7" r="5" strokeWidth="1.3" opacity=".55" />
    </>
  ),
  queued: <circle cx="7" cy="7" r="4.6" strokeWidth="1.5" strokeDasharray="2.1 2.1" />,
  finished: <path d="M3 7.4l2.7 2.7L11 4.6" strokeWidth="1.9" />,
  failed: <path d="M3.6 3.6l6.8 6.8M10.4 3.6l-6.8 6.8" strokeWidth="1.9" />,
  stopped: (
    <>
      <circle cx="7" cy="7" r="4.6" strokeWidth="1.5" />
      <path d="M3.9 10.1l6.2-6.2" strokeWidth="1.5" />
    </>
  ),
  retrying: <path d="M3.2 4.4V2.2M3.2 4.4h2.3M3.4 4.2a4.6 4.6 0 1 1-1 3.4" strokeWidth="1.6" />,
  waiting: <path d="M5 3.4v7.2M9 3.4v7.2" strokeWidth="1.9" />,
  reused: <path d="M5.6 2.8L2.8 5.6l2.8 2.8M3.2 5.6h5a2.9 2.9 0 0 1 0 5.8H5.4" strokeWidth="1.6" />,
  leftOut: <path d="M4 7h6" strokeWidth="1.7" />,
  warning: <path d="M7 2.2l5.2 9.3H1.8z" fill="currentColor" strokeWidth="1.2" />,
};

/** The look's own status signs: they must read at 12 px. */
export function StatusGlyph({ shape, size = 14 }: { shape: GlyphShape; size?: number }) {
  return (
    <svg
      className={classes.glyph}
      data-shape={shape}
      width={size}
      height={size}
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {drawings[shape]}
    </svg>
  );
}

/** Shape, word and colour together; finished is quiet, because only what needs a person colours its word. */
export function StateLabel({ shape, children }: { shape: GlyphShape; children: ReactNode }) {
  return (
    <span className={classes.label} data-shape={shape}>
      <StatusGlyph shape={shape} />
      {children}
    </span>
  );
}

export function StatusLabel({ status }: { status: RunStatus }) {
  const { t } = useTranslation();
  return <StateLabel shape={shapeByStatus[status]}>{t(`status.${status}`)}</StateLabel>;
}

export const shapeByStatus: Readonly<Record<RunStatus, GlyphShape>> = {
  RUNNING: 'running',
  SCHEDULED: 'queued',
  FINISHED: 'finished',
  FAILED: 'failed',
  KILLED: 'stopped',
};
