import { someCondition, type Condition, type FilterNode, type SqlPart } from '#core/search/index.ts';

/** MLflow keeps prompts among the registered models, with this tag. */
export const promptTag = 'mlflow.prompt.is_prompt';

/** `!= 'true'` and `= 'false'` are how MLflow's clients say "no prompts": most models do not have the tag at all. */
export function isNoPromptTest({ entity, key, operator, value }: Condition): boolean {
  if (entity !== 'tag' || key !== promptTag) return false;
  return (operator === '!=' && value === 'true') || (operator === '=' && value === 'false');
}

/** Prompts are found only by a filter that asks for them. */
export function asksForPrompts(filter: FilterNode | null): boolean {
  return someCondition(
    filter,
    (condition) => condition.entity === 'tag' && condition.key === promptTag && !isNoPromptTest(condition),
  );
}

/** `tags`: trusted SQL that selects the rows of tags `t` of one model or version. */
export function noPromptTest(tags: string): SqlPart {
  return { sql: `NOT EXISTS (${tags} AND t.key = ? AND t.value = 'true')`, params: [promptTag] };
}
