import { Portal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineSummary, RecentRun } from '#contract/pipelines.ts';
import { useNow, useTicking } from '#renderer/parts/clock.ts';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import { formatDuration, formatMoment, formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { Elapsed } from '../elapsed.tsx';
import { pipelineRunShapes, PipelineRunStateLabel } from '../states.tsx';
import classes from './list.module.css';

/** So many runs at most are shown, the newest at the right. */
const places = 14;
/** Of the tallest and of the least bar, which holds the sign of its state, in px. */
const [most, least] = [32, 16];

/**
 * The last runs of a pipeline: each a square with the sign of its state, the taller the longer it took. One stop of the
 * tab key; arrows walk the runs, and those of the pipelines above and below.
 */
export function RunSquares({ pipeline: { name, recentRuns } }: { pipeline: PipelineSummary }) {
  const { t } = useTranslation();
  const runs = recentRuns.slice(0, places).toReversed();
  const [at, setAt] = useState<string | null>(null);
  const [tip, setTip] = useState<Tip | null>(null);
  const stop = runs.find(({ pipelineRunId }) => pipelineRunId === at) ?? runs.at(-1);
  const now = useTicking(
    5000,
    runs.some(({ endedAt }) => endedAt === null),
  );
  const longest = Math.max(1, ...runs.map((run) => spanMs(run, now)));
  const shown = runs.find(({ pipelineRunId }) => pipelineRunId === tip?.pipelineRunId);
  if (runs.length === 0) return <span className="g3">{t('pipelineList.noRuns')}</span>;
  return (
    <div
      className={classes.squares}
      role="toolbar"
      aria-orientation="horizontal"
      aria-label={t('pipelineList.runsOf', { name })}
      data-squares
      onKeyDown={(event) => {
        if (event.key === 'Escape') setTip(null);
        walk(event);
      }}
      onPointerLeave={() => setTip(null)}
      onBlur={() => setTip(null)}
    >
      {Array.from({ length: places - runs.length }, (_, index) => (
        <span key={index} className={classes.noSquare} aria-hidden="true" />
      ))}
      {runs.map((run) => (
        <RunSquare
          key={run.pipelineRunId}
          run={run}
          isStop={run === stop}
          ms={spanMs(run, now)}
          longestMs={longest}
          onShow={(element) => {
            const { left, width, top, bottom } = element.getBoundingClientRect();
            setTip({ pipelineRunId: run.pipelineRunId, x: left + width / 2, top, bottom });
          }}
          onFocus={() => setAt(run.pipelineRunId)}
        />
      ))}
      {tip !== null && shown !== undefined && <RunTip run={shown} tip={tip} />}
    </div>
  );
}

type RunSquareProps = {
  readonly run: RecentRun;
  readonly isStop: boolean;
  readonly ms: number;
  /** Of the runs beside it. */
  readonly longestMs: number;
  readonly onShow: (element: HTMLElement) => void;
  readonly onFocus: () => void;
};

function RunSquare({ run, isStop, ms, longestMs, onShow, onFocus }: RunSquareProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const shape = shapeOf(run);
  const said = t('pipelineList.run', {
    state: t(`pipelineRunStates.${run.state}`),
    at: formatSince(run.queuedAt, now, locale),
    time: formatDuration(ms, locale),
  });
  return (
    <Link
      to="/pipelines/runs/$pipelineRunId"
      params={{ pipelineRunId: run.pipelineRunId }}
      className={classes.square}
      data-shape={shape}
      tabIndex={isStop ? 0 : -1}
      aria-label={
        run.hasFailedTasks && run.state === 'success' ? `${said}, ${t('pipelineList.hasFailedTasks')}` : said
      }
      onPointerEnter={(event) => onShow(event.currentTarget)}
      onFocus={(event) => {
        onFocus();
        if (event.currentTarget.matches(':focus-visible')) onShow(event.currentTarget);
      }}
    >
      <span className={classes.bar} style={{ height: Math.round(least + (most - least) * (ms / longestMs)) }}>
        <StatusGlyph shape={shape} size={12} />
      </span>
    </Link>
  );
}

/** A run that went well although a task failed asks for a look. */
function shapeOf({ state, hasFailedTasks }: RecentRun): GlyphShape {
  return state === 'success' && hasFailedTasks ? 'warning' : pipelineRunShapes[state];
}

function spanMs({ startedAt, endedAt }: RecentRun, now: number): number {
  return startedAt === null ? 0 : Math.max(0, (endedAt ?? now) - startedAt);
}

type Tip = {
  readonly pipelineRunId: string;
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
};

/** Said by the square's own name as well; it lies over whatever cuts the list off. */
function RunTip({ run, tip: { x, top, bottom } }: { run: RecentRun; tip: Tip }) {
  const { t } = useTranslation();
  const isAbove = bottom + 80 > window.innerHeight;
  return (
    <Portal>
      <div
        className={classes.tip}
        aria-hidden="true"
        style={{
          left: Math.min(window.innerWidth - 130, Math.max(130, x)),
          ...(isAbove ? { bottom: window.innerHeight - top + 6 } : { top: bottom + 6 }),
        }}
      >
        <span className={classes.tipHead}>
          <PipelineRunStateLabel state={run.state} />
          <span className="g2">
            <Elapsed startedAt={run.startedAt} endedAt={run.endedAt} />
          </span>
        </span>
        <span className="g3 sm">{formatMoment(run.queuedAt)}</span>
        {run.state === 'success' && run.hasFailedTasks && (
          <span className="sm">{t('pipelineList.hasFailedTasks')}</span>
        )}
      </div>
    </Portal>
  );
}

/** Left and right go along the runs, up and down to the newest ones of the pipelines beside. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const group = event.currentTarget;
  const own = [...group.querySelectorAll<HTMLElement>('a')];
  const from = own.findIndex((link) => link === document.activeElement);
  const target = {
    ArrowLeft: own[from - 1],
    ArrowRight: own[from + 1],
    Home: own[0],
    End: own.at(-1),
    ArrowUp: inRowBeside(group, from - own.length, -1),
    ArrowDown: inRowBeside(group, from - own.length, 1),
  }[event.key];
  if (target === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  target.focus();
}

/** Of the group above or below the square in the same column, `place` counted from the right. */
function inRowBeside(group: HTMLElement, place: number, by: 1 | -1): HTMLElement | undefined {
  const groups = [...(group.closest('table')?.querySelectorAll<HTMLElement>('[data-squares]') ?? [])];
  const beside = groups[groups.indexOf(group) + by];
  const links = [...(beside?.querySelectorAll<HTMLElement>('a') ?? [])];
  return links.at(place) ?? links[0];
}
