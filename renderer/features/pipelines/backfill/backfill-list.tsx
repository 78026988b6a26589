import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Backfill } from '#contract/pipeline-schedules.ts';
import { useApp } from '#renderer/app-context.ts';
import { dateFormat } from '#renderer/parts/intl-formats.ts';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import { useAct } from '#renderer/parts/use-act.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './backfill.module.css';
import { backfillListQuery } from './queries.ts';

type BackfillListProps = {
  readonly name: string;
  readonly zone: string;
  readonly only: 'running' | 'over';
  /** One is being stopped: the button for it goes, and the focus with it. */
  readonly onStop?: () => void;
};

/** So many that are over are told of. */
const mostOver = 5;

/** Backfills of a pipeline with how far each is; nothing where there are none. */
export function BackfillList({ name, zone, only, onStop }: BackfillListProps) {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const { data = [] } = useQuery(backfillListQuery(client, name));
  const shown = data.filter(({ state }) => (state === 'running') === (only === 'running')).slice(0, mostOver);
  if (shown.length === 0) return null;
  return (
    <section className={classes.list} aria-label={t(`backfill.lists.${only}`)}>
      <h2>{t(`backfill.lists.${only}`)}</h2>
      <ul>
        {shown.map((backfill) => (
          <BackfillLine key={backfill.backfillId} backfill={backfill} zone={zone} onStop={onStop} />
        ))}
      </ul>
    </section>
  );
}

type BackfillLineProps = {
  readonly backfill: Backfill;
  readonly zone: string;
  readonly onStop: (() => void) | undefined;
};

function BackfillLine({ backfill, zone, onStop }: BackfillLineProps) {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const act = useAct();
  const locale = useLocale();
  const { backfillId, pipeline, fromAt, untilAt, state, reason, progress, endedAt } = backfill;
  const day = dateFormat(locale, { timeZone: zone, day: 'numeric', month: 'short' });
  const over = progress.success + progress.failed + progress.canceled + progress.passed;
  const range = day.formatRange(fromAt, untilAt);
  return (
    <li className={classes.backfill}>
      <div className={classes.backfillHead}>
        <StateLabel shape={shapeOf(backfill)}>
          {state === 'running'
            ? t('backfill.over', { over, count: progress.total })
            : t(`backfill.states.${state}`)}
        </StateLabel>
        <span className="g2" translate="no">
          {range}
        </span>
        <span className="grow" />
        {endedAt !== null && (
          <span className="g3 sm">
            <RelativeTime at={endedAt} />
          </span>
        )}
        {state === 'running' && (
          <Button
            size="compact-xs"
            aria-label={t('backfill.cancelNamed', { range })}
            onClick={() => {
              onStop?.();
              void act({
                run: () => client.pipelines.cancelBackfill({ backfillId }),
                done: t('backfill.didCancel', { name: pipeline }),
              });
            }}
          >
            {t('backfill.cancel')}
          </Button>
        )}
      </div>
      <ProgressBar backfill={backfill} label={t('backfill.over', { over, count: progress.total })} />
      <p className={classes.parts}>{wordParts(backfill)}</p>
      {reason !== null && reason !== '' && (
        <p className="g3 sm" translate="no">
          {reason}
        </p>
      )}
    </li>
  );

  function wordParts({ progress: parts }: Backfill): string {
    const said = partNames.filter((part) => parts[part] > 0);
    return said.map((part) => t(`backfill.parts.${part}`, { count: parts[part] })).join(' · ');
  }
}

const partNames = ['success', 'failed', 'canceled', 'passed', 'active', 'waiting'] as const;

function ProgressBar({ backfill: { progress }, label }: { backfill: Backfill; label: string }) {
  const over = progress.total - progress.waiting - progress.active;
  return (
    <div
      className={classes.bar}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={progress.total}
      aria-valuenow={over}
    >
      {partNames.map(
        (part) =>
          progress[part] > 0 && <span key={part} data-part={part} style={{ flexGrow: progress[part] }} />,
      )}
    </div>
  );
}

function shapeOf({ state, progress }: Backfill): GlyphShape {
  if (state === 'running') return 'running';
  if (state === 'canceled') return 'stopped';
  return progress.failed > 0 ? 'warning' : 'finished';
}
