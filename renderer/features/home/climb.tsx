import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useWidth } from '#renderer/parts/use-width.ts';
import { datasetListQuery } from '../datasets/index.ts';
import { runInputsQuery, runQuery } from '../runs/index.ts';
import { climbSteps } from './climb-steps.ts';
import classes from './climb.module.css';
import type { StoryFacts } from './story.ts';

const height = 212;
/** Where each landing lies, from the top. */
const landings = [168, 132, 96, 54] as const;
const fenceWidth = 56;
const championWidth = 132;
/** Below this the figures of the version would run into the fence. */
const narrow = 600;

type ClimbProps = { readonly facts: StoryFacts; readonly isDegraded: boolean };

/** The rising path from data to production; the fence stands before champion. */
export function Climb({ facts, isDegraded }: ClimbProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const now = useNow();
  const [measure, width] = useWidth<HTMLDivElement>();
  const datasets = useQuery(datasetListQuery(bridge.client));
  const runId = facts.model?.latestVersion?.runId ?? null;
  const run = useQuery({ ...runQuery(bridge.client, runId ?? ''), enabled: runId !== null });
  const inputs = useQuery({ ...runInputsQuery(bridge.client, runId ?? ''), enabled: runId !== null });
  const sources = {
    facts,
    run: run.data ?? null,
    inputs: inputs.data?.datasets ?? [],
    datasets: datasets.data ?? [],
    t,
    locale,
    now,
  };
  const steps = climbSteps(sources);
  const starts = landingStarts(width);
  const reached = steps.findLastIndex(({ name }) => name !== null) + 1;
  const said = steps.map(({ id, name }) => `${t(`home.climb.${id}`)} ${name ?? t('home.climb.notYet')}`);
  return (
    <div
      className={classes.climb}
      ref={measure}
      role="img"
      aria-label={t('home.climb.label', { steps: said.join(', ') })}
    >
      {width > 0 && (
        <>
          <ClimbDrawing width={width} starts={starts} reached={reached} />
          {steps.map(({ id, name, detail }, index) => (
            <div
              key={id}
              className={classes.step}
              style={{ left: starts[index], top: (landings[index] ?? 0) - 42 }}
            >
              <span className={classes.name} data-reached={name !== null || undefined}>
                {id === 'champion' && name !== null && (
                  <StatusGlyph shape={isDegraded ? 'warning' : 'finished'} size={13} />
                )}
                {name ?? t('home.climb.notYet')}
              </span>
              <span className={classes.detail}>{id === 'version' && width < narrow ? '' : detail}</span>
              <span className={classes.kind}>{t(`home.climb.${id}`)}</span>
            </div>
          ))}
        </>
      )}
    </div>
  );
}

/**
 * Where each landing begins. The fence needs room on the one before champion, and no name is cut: in a narrow window
 * the run, whose name is the longest, takes from the version, whose name is the shortest.
 */
function landingStarts(width: number): readonly number[] {
  const free = width - fenceWidth - Math.max(championWidth, (width - fenceWidth) * 0.25);
  const [dataset, run, version] = width < narrow ? [0.32, 0.45, 0.23] : [0.33, 0.33, 0.34];
  const ends = [dataset, dataset + run, dataset + run + version].map((share) => share * free);
  return [0, ends[0] ?? 0, ends[1] ?? 0, (ends[2] ?? 0) + fenceWidth].map(Math.round);
}

type ClimbDrawingProps = {
  readonly width: number;
  readonly starts: readonly number[];
  readonly reached: number;
};

function ClimbDrawing({ width, starts, reached }: ClimbDrawingProps) {
  const whole = climbPath(starts, landings.length, width);
  const fence = (starts[3] ?? 0) - 24;
  const top = landings[2] - 34;
  const posts = [-28, -12, 4]
    .map((dx) => `M${String(fence + dx)} ${String(top)}V${String(landings[2] - 2)}`)
    .join('');
  const rails = [9, 23]
    .map((dy) => `M${String(fence - 38)} ${String(top + dy)}H${String(fence + 14)}`)
    .join('');
  return (
    <svg className={classes.drawing} width={width} height={height} aria-hidden="true">
      <path className={classes.ground} d={`${whole}V${String(height)}H0Z`} />
      <path className={classes.fence} strokeWidth="3" d={posts} />
      <path className={classes.fence} strokeWidth="2" d={rails} />
      <path className={classes.ahead} d={whole} />
      {reached > 0 && <path className={classes.path} d={climbPath(starts, reached, width)} />}
    </svg>
  );
}

/** The first `count` landings of the path. */
function climbPath(starts: readonly number[], count: number, width: number): string {
  return landings.slice(0, count).reduce((path, y, index) => {
    const end = starts[index + 1] ?? width;
    return `${path}${index === 0 ? `M0 ${String(y)}` : `V${String(y)}`}H${String(end)}`;
  }, '');
}
