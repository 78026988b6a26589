import type { Param, Tag } from '#contract/entities.ts';
import { limits } from '#contract/inputs.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import { checkKey, checkLength } from '../checks.ts';

/** As `_validate_logged_model_name` of mlflow/utils/validation.py. @throws INVALID_ARGUMENT, LIMIT_EXCEEDED */
export function checkModelName(name: string): void {
  checkLength('name', name, limits.experimentNameCharacters);
  if (name.trim() !== '' && !/[/:.%"']/.test(name)) return;
  throw invalidArgument(
    'name',
    name,
    `a logged model's name is not empty and holds none of / : . % " and '`,
    'Choose a name such as model or churn_classifier.',
  );
}

/** @throws INVALID_ARGUMENT, LIMIT_EXCEEDED */
export function checkModelParams(params: readonly Param[]): void {
  for (const { key, value } of params) {
    checkKey('param key', key);
    checkLength(`param ${key}`, value, limits.paramValueCharacters);
  }
}

/** As long as those of a registered model. */
const maxTagCharacters = 100_000;

/** @throws INVALID_ARGUMENT, LIMIT_EXCEEDED */
export function checkModelTags(tags: readonly Tag[]): void {
  for (const { key, value } of tags) {
    checkKey('tag key', key);
    checkLength(`tag ${key}`, value, maxTagCharacters);
  }
}
