import type { i18n, ParseKeys } from 'i18next';
import type { FieldWords } from './form-context.ts';

/** What a field of a built-in type is called; null for a type, or a key, that came with no words. */
export function wordTaskField(type: string, keys: readonly string[], words: i18n): FieldWords | null {
  return find(`taskFields.${type}.${keys.join('/')}`, words);
}

/** What a setting of a task or of the pipeline is called; by its own key where it has no words. */
export function wordSetting(keys: readonly string[], description: string, words: i18n): FieldWords {
  const key = keys.at(-1) ?? '';
  const own =
    find(`pipelineForm.settings.${keys.join('/')}`, words) ?? find(`pipelineForm.settings.${key}`, words);
  return own ?? { label: key, help: description };
}

function find(key: string, words: i18n): FieldWords | null {
  if (!words.exists(`${key}.label`)) return null;
  // Looked up by names that are known at run time alone.
  const word = (name: string): string => words.t(`${key}.${name}` as ParseKeys);
  return { label: word('label'), help: word('help') };
}
