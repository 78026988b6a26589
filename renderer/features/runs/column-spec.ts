/** A column that the table shows, as the address and saved views keep it. */
export type ColumnChoice = {
  /** `metrics.loss`, `metrics.loss@min`, `params.C`, `tags.owner`, `status`. */
  readonly id: string;
  /** A width of the user's own. */
  readonly px?: number;
  /** Stays in view beside the name when the others are scrolled. */
  readonly isPinned?: boolean;
};

/** Columns that every run has, whatever was logged. */
export const plainColumnIds = ['status', 'user', 'duration', 'started'] as const;
export type PlainColumnId = (typeof plainColumnIds)[number];

export function isPlainColumn(id: string): id is PlainColumnId {
  return (plainColumnIds as readonly string[]).includes(id);
}

/** Says that a list without plain columns means it. */
const noPlain = 'none';

/**
 * `metrics.loss~120!,params.C`: names of keys hold no comma, tilde or exclamation mark. A text from before plain columns
 * could be chosen has none of them, and gets them where they always were.
 */
export function parseColumns(text: string): readonly ColumnChoice[] {
  const items = text.split(',').filter((item) => item !== '');
  const choices = items.filter((item) => item !== noPlain).map(parseChoice);
  const seen = new Set<string>();
  const unique = choices.filter(({ id }) => !seen.has(id) && seen.add(id));
  if (items.includes(noPlain) || unique.some(({ id }) => isPlainColumn(id))) return unique;
  return [{ id: 'status' }, ...unique, { id: 'duration' }, { id: 'started' }];
}

function parseChoice(item: string): ColumnChoice {
  const isPinned = item.endsWith('!');
  const [id = '', width] = item.slice(0, isPinned ? -1 : undefined).split('~');
  const px = Number(width);
  return {
    id,
    ...(Number.isFinite(px) && px >= 40 && px <= 2000 ? { px } : {}),
    ...(isPinned ? { isPinned } : {}),
  };
}

export function printColumns(choices: readonly ColumnChoice[]): string {
  const items = choices.map(
    ({ id, px, isPinned }) => `${id}${px === undefined ? '' : `~${String(px)}`}${isPinned ? '!' : ''}`,
  );
  return (choices.some(({ id }) => isPlainColumn(id)) ? items : [noPlain, ...items]).join(',');
}

/** Pinned columns come first, as they are drawn. */
export function pinnedFirst(choices: readonly ColumnChoice[]): readonly ColumnChoice[] {
  return [...choices.filter(({ isPinned }) => isPinned), ...choices.filter(({ isPinned }) => !isPinned)];
}

export function moveColumn(
  choices: readonly ColumnChoice[],
  id: string,
  toIndex: number,
): readonly ColumnChoice[] {
  const moved = choices.find((choice) => choice.id === id);
  if (moved === undefined) return choices;
  const others = choices.filter((choice) => choice !== moved);
  const place = Math.max(0, Math.min(others.length, toIndex));
  return [...others.slice(0, place), moved, ...others.slice(place)];
}

export function changeColumn(
  choices: readonly ColumnChoice[],
  id: string,
  change: Partial<ColumnChoice>,
): readonly ColumnChoice[] {
  return choices.map((choice) => (choice.id === id ? { ...choice, ...change } : choice));
}
