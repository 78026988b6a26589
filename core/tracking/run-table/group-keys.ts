import { invalidArgument } from '#core/kernel/errors.ts';

/** What divides runs: a param, a tag, one of the attributes below, a dataset that was logged, or the parent. */
export type GroupKey =
  | { kind: 'param' | 'tag'; key: string }
  | { kind: 'attribute'; key: string }
  | { kind: 'dataset' | 'parent'; key: '' };

/** Attributes whose values are worth a group or a completion. */
export const groupableAttributes: readonly string[] = ['status', 'user_id', 'run_name'];

/**
 * `params.depth`, `tags.team`, `status`, `user_id`, `run_name`, `dataset`, `parent`. Names of params and tags stand as
 * they are, without backticks.
 * @throws INVALID_ARGUMENT
 */
export function parseGroupKey(text: string): GroupKey {
  const [, prefix, key] = /^(params|tags)\.(.+)$/s.exec(text) ?? [];
  if (prefix !== undefined && key !== undefined) return { kind: prefix === 'params' ? 'param' : 'tag', key };
  if (text === 'dataset' || text === 'parent') return { kind: text, key: '' };
  const attribute = groupableAttributes.find((name) => name === text);
  if (attribute !== undefined) return { kind: 'attribute', key: attribute };
  throw invalidArgument(
    'by',
    text,
    'runs are not divided by this',
    `Use params.<key>, tags.<key>, ${groupableAttributes.join(', ')}, dataset or parent.`,
  );
}
