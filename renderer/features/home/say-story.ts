import type { TFunction } from 'i18next';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import { formatUnit } from '#renderer/parts/figures.ts';
import { formatSince } from '#renderer/parts/times.ts';
import { formatSignal, limitOf } from '../alerts/index.ts';
import type { Situation, StoryFacts } from './story.ts';

/** The badge, the sentence and its evidence. */
export type Said = {
  readonly shape: GlyphShape;
  readonly badge: string;
  readonly sentence: string;
  readonly evidence: string;
};

type Means = { readonly t: TFunction; readonly locale: string; readonly now: number };

export function sayStory(situation: Situation, facts: StoryFacts, means: Means): Said {
  const { t, locale, now } = means;
  switch (situation.kind) {
    case 'empty':
      return {
        shape: 'queued',
        badge: t('home.badge.ready'),
        sentence: t('home.emptyTitle'),
        evidence: t('home.emptyText'),
      };
    case 'working':
      return sayWork(situation, facts, t);
    case 'failed':
      return sayFailure(situation, t);
    case 'untrained':
      return { ...ready(t), sentence: t('home.say.untrained'), evidence: t('home.say.untrainedWhy') };
    case 'unpromoted': {
      const { version } = situation;
      return {
        ...waiting(t),
        sentence: t('home.say.unpromoted', { version }),
        evidence: t('home.say.unpromotedWhy'),
      };
    }
    case 'candidate': {
      const words = { version: situation.version.version, champion: situation.champion };
      return {
        ...waiting(t),
        sentence: t('home.say.candidate', words),
        evidence: t('home.say.candidateWhy'),
      };
    }
    case 'alerting':
      return sayAlert(situation, means);
    case 'rolledBack': {
      const { champion, move } = situation;
      const words = { from: move.fromVersion ?? '–', reason: move.reason };
      return {
        shape: 'finished',
        badge: t('home.badge.rolledBack', { at: formatSince(move.at, now, locale) }),
        sentence: t('home.say.rolledBack', { champion }),
        evidence: t('home.say.rolledBackWhy', words),
      };
    }
    case 'unscored':
      return {
        ...ready(t),
        sentence: t('home.say.unscored', { champion: situation.champion }),
        evidence: t('home.say.unscoredWhy'),
      };
    case 'healthy': {
      const { batch, champion } = situation;
      const words = {
        batch: batch.batchId,
        confidence: formatUnit(batch.meanConfidence, locale),
        oov: formatUnit(batch.oovShare, locale),
        n: batch.rows,
      };
      return {
        shape: 'finished',
        badge: t('home.badge.healthy'),
        sentence: t('home.say.healthy', { champion }),
        evidence: t('home.say.healthyWhy', words),
      };
    }
  }
}

function ready(t: TFunction): Pick<Said, 'shape' | 'badge'> {
  return { shape: 'finished', badge: t('home.badge.ready') };
}

function waiting(t: TFunction): Pick<Said, 'shape' | 'badge'> {
  return { shape: 'waiting', badge: t('home.badge.waiting') };
}

function sayWork(
  { run, task }: Extract<Situation, { kind: 'working' }>,
  { project }: StoryFacts,
  t: TFunction,
): Said {
  const sentence =
    run.pipeline === project?.train?.name
      ? t('home.say.training')
      : run.pipeline === project?.predict?.name
        ? t('home.say.scoring')
        : t('home.say.running', { pipeline: run.pipeline });
  const done = run.tasks.filter(({ state }) => state === 'success' || state === 'skipped').length;
  const evidence =
    task === null
      ? t('home.say.workingStart')
      : t('home.say.workingAt', { task: task.taskId, done, total: run.tasks.length });
  return { shape: 'running', badge: t('home.badge.working'), sentence, evidence };
}

function sayFailure({ run, task }: Extract<Situation, { kind: 'failed' }>, t: TFunction): Said {
  const sentence =
    task === null
      ? t('home.say.failedWhole', { pipeline: run.pipeline })
      : t('home.say.failed', { pipeline: run.pipeline, task: task.taskId });
  return { shape: 'failed', badge: t('home.badge.failed'), sentence, evidence: t('home.say.failedWhy') };
}

function sayAlert(
  { alert, champion, newer }: Extract<Situation, { kind: 'alerting' }>,
  { t, locale, now }: Means,
): Said {
  const limit = limitOf(alert);
  const why = t('home.say.alertWhy', {
    signal: t(`signals.${alert.signal}`),
    value: formatSignal(alert.signal, alert.value, locale),
    batch: alert.lastBatchId,
    limit: limit === null ? '–' : formatSignal(alert.signal, limit, locale),
    n: alert.n,
  });
  return {
    shape: 'warning',
    badge:
      alert.state === 'firing'
        ? t('home.badge.degraded', { at: formatSince(alert.firedAt, now, locale) })
        : t('home.badge.seen'),
    sentence: t(`home.alerting.${alert.signal}`, { champion }),
    evidence: newer === null ? why : `${why} ${t('home.say.alertNewer', { version: newer })}`,
  };
}
