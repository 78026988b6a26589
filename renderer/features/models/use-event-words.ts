import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ModelEvent } from '#contract/promotion.ts';
import type { GateResult } from '#contract/registry.ts';
import { wordActor } from '#renderer/i18n/word-actor.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { formatSignal, limitOf, wordAlert } from '../alerts/index.ts';

type EventWords = { readonly title: string; readonly detail: string };

/** Words an event: what happened, and what there is to say of it. */
export function useEventWords(): (event: ModelEvent) => EventWords {
  const { t } = useTranslation();
  const locale = useLocale();
  return (event) => {
    switch (event.kind) {
      case 'registered':
        return {
          title: t('registry.events.registered', countOf(event)),
          detail: event.by === '' ? '' : t('registry.events.registeredBy', { name: event.by }),
        };
      case 'alias': {
        const { alias, fromVersion, version, move, by, reason, gates } = event;
        const who = joinWords([wordActor(by, t), reason]);
        const title = t(`models.moves.${move}`, { version: version ?? '–', from: fromVersion ?? '–', alias });
        return {
          title,
          detail: gates === null ? who : `${who} (${t('registry.events.gates', countGates(gates))})`,
        };
      }
      case 'alert': {
        return {
          title: wordAlert(event, t),
          detail: t('registry.events.against', {
            value: formatSignal(event.signal, event.value, locale),
            limit: formatLimit(event, locale),
            batch: event.batchId,
            n: formatCount(event.n, locale),
          }),
        };
      }
      case 'resolved':
        return {
          title: t('registry.events.resolved', { id: event.alertId, signal: t(`signals.${event.signal}`) }),
          detail: joinWords([wordActor(event.by, t), event.reason]),
        };
      case 'served':
        return { title: t('registry.events.served', countOf(event)), detail: wordAnswers(event, t) };
      case 'batches':
        return {
          title: t('registry.events.batches', countOf(event)),
          detail: t('registry.events.rows', { count: event.rows }),
        };
    }
  };
}

/** How many there were of what an event is about, and the version that it is about. */
function countOf(event: ModelEvent): { version: number | string; count: number } {
  const count = event.kind === 'batches' ? event.batches : event.kind === 'served' ? event.requests : 1;
  return { version: event.version ?? '–', count };
}

function wordAnswers({ rows, errors }: Extract<ModelEvent, { kind: 'served' }>, t: TFunction): string {
  const refused =
    errors === 0 ? t('registry.events.noErrors') : t('registry.events.errors', { count: errors });
  return `${t('registry.events.rows', { count: rows })}, ${refused}`;
}

function joinWords(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(': ');
}

function formatLimit(event: Extract<ModelEvent, { kind: 'alert' }>, locale: string): string {
  const limit = limitOf(event);
  return limit === null ? '–' : formatSignal(event.signal, limit, locale);
}

/** Gates that were skipped had nothing to say and count neither way. */
export function countGates(gates: readonly GateResult[]): { passed: number; total: number } {
  const judged = gates.filter(({ state }) => state !== 'skipped');
  return { passed: judged.filter(({ state }) => state === 'passed').length, total: judged.length };
}
