/** As many levels as the engine takes. */
export const groupLevels = 4;

/** `params.C,dataset`: names of keys hold no comma. */
export function parseGroups(text: string | undefined): readonly string[] {
  const keys = (text ?? '').split(',').filter((key) => key !== '');
  return [...new Set(keys)].slice(0, groupLevels);
}

export function printGroups(keys: readonly string[]): string | undefined {
  return keys.length === 0 ? undefined : keys.join(',');
}

/** What every run can be grouped by, whatever was logged. */
export const plainGroupKeys = ['status', 'user_id', 'dataset', 'parent'] as const;
export type PlainGroupKey = (typeof plainGroupKeys)[number];

export function isPlainGroupKey(key: string): key is PlainGroupKey {
  return (plainGroupKeys as readonly string[]).includes(key);
}
