import type { Tag } from '#contract/entities.ts';
import { invalidArgument, showValue, StileError } from '#core/kernel/errors.ts';

/** The rules for names, aliases and tags of the registry, as MLflow's validation has them (mlflow/utils/validation.py). */
const maxCharacters = {
  modelName: 256,
  alias: 255,
  tagKey: 250,
  tagValue: 100_000,
  description: 100_000,
  reason: 2000,
  source: 65_535,
};

/** @throws INVALID_ARGUMENT, LIMIT_EXCEEDED */
export function checkModelName(field: string, name: string): void {
  const remedy = 'Use letters, digits, dashes, dots and underscores, for example sentiment_classifier.';
  if (name.trim() === '') throw invalidArgument(field, name, 'a model needs a name', remedy);
  checkLength(field, name, maxCharacters.modelName);
  if (/[/:]/.test(name)) throw invalidArgument(field, name, 'a name of a model holds no / and no :', remedy);
  if (name === '.' || name === '..') throw invalidArgument(field, name, 'it stands for a folder', remedy);
  if (/\p{Cc}/u.test(name) || !name.isWellFormed()) {
    throw invalidArgument(field, name, 'it holds a control character or half a character', remedy);
  }
}

/** `latest` and `v2` would be read as versions. @throws INVALID_ARGUMENT, LIMIT_EXCEEDED */
export function checkAlias(alias: string): void {
  const remedy = 'Use letters, digits, dashes and underscores, for example champion.';
  if (!/^[\p{L}\p{M}\p{N}_-]+$/u.test(alias)) {
    throw invalidArgument('alias', alias, 'an alias holds letters, digits, dashes and underscores', remedy);
  }
  checkLength('alias', alias, maxCharacters.alias);
  if (alias.toLowerCase() === 'latest') {
    throw invalidArgument(
      'alias',
      alias,
      '"latest" always means the newest version',
      'Choose another alias.',
    );
  }
  if (/^v\d+$/i.test(alias)) {
    throw invalidArgument('alias', alias, 'it looks like the number of a version', 'Choose another alias.');
  }
}

/** @throws INVALID_ARGUMENT, LIMIT_EXCEEDED */
export function checkTag(tag: Tag): void {
  if (tag.key.trim() === '') {
    throw invalidArgument('tag key', tag.key, 'a tag needs a key', 'Give it a name.');
  }
  checkLength('tag key', tag.key, maxCharacters.tagKey);
  checkLength(`tag ${tag.key}`, tag.value, maxCharacters.tagValue);
}

/** @throws LIMIT_EXCEEDED */
export function checkDescription(description: string): void {
  checkLength('description', description, maxCharacters.description);
}

/** @throws LIMIT_EXCEEDED */
export function checkSourceLength(source: string): void {
  checkLength('source', source, maxCharacters.source);
}

/** The reason without blanks around it. @throws LIMIT_EXCEEDED */
export function checkReason(reason: string): string {
  checkLength('reason', reason, maxCharacters.reason);
  return reason.trim();
}

/** @throws INVALID_ARGUMENT when there is none: the history must say why */
export function requireReason(reason: string): string {
  const trimmed = checkReason(reason);
  if (trimmed !== '') return trimmed;
  throw invalidArgument(
    'reason',
    reason,
    'the history keeps why the champion changes',
    'Say it in a few words, for example "better on held-out reviews".',
  );
}

function checkLength(field: string, text: string, max: number): void {
  if (text.length <= max) return;
  throw new StileError(
    'LIMIT_EXCEEDED',
    `${field} has ${text.length} characters ("${showValue(text)}"), at most ${max} are kept. Shorten it.`,
    { what: field, limit: max, actual: text.length, unit: 'characters' },
  );
}
