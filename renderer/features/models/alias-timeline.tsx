import { useTranslation } from 'react-i18next';
import type { AliasMove } from '#contract/registry.ts';
import { wordActor } from '#renderer/i18n/word-actor.ts';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import classes from './models.module.css';

/** Who moved which alias when and why, newest first. */
export function AliasTimeline({ moves }: { moves: readonly AliasMove[] }) {
  const { t } = useTranslation();
  if (moves.length === 0) return <p className={classes.none}>{t('models.noHistory')}</p>;
  return (
    <ol className={classes.timeline}>
      {moves.map((move) => (
        <li key={move.moveId} className={classes.move} data-kind={move.kind}>
          <span className={classes.moveDot} aria-hidden="true" />
          <span className={classes.moveText}>
            <span className={classes.moveTitle}>
              {t(`models.moves.${move.kind}`, {
                version: move.version ?? '–',
                from: move.fromVersion ?? '–',
                alias: move.alias,
              })}
            </span>
            <span className="g3 sm" translate="no">
              {[wordActor(move.actor, t), move.reason].filter((part) => part !== '').join(': ')}
            </span>
          </span>
          <span className="g3 sm">
            <RelativeTime at={move.at} />
          </span>
        </li>
      ))}
    </ol>
  );
}
