import type { TFunction } from 'i18next';
import type { ActivityAction } from '#contract/activity.ts';
import { deeds } from '#renderer/i18n/late/activity.en.ts';
import '#renderer/i18n/late/activity-words.ts';

const known: ReadonlySet<string> = new Set(
  Object.entries(deeds).flatMap(([kind, verbs]) => Object.keys(verbs).map((verb) => `${kind}.${verb}`)),
);

/** What was done; an action of a newer engine than this screen reads as "changed". */
export function wordDeed(action: string, t: TFunction): string {
  return isDeed(action) ? t(`deeds.${action}`) : t('changes.other');
}

function isDeed(action: string): action is ActivityAction {
  return known.has(action);
}
