import type { i18n } from 'i18next';
import type { pipelineTemplateIds } from '#contract/pipeline-templates.ts';

type TemplateId = (typeof pipelineTemplateIds)[number];

/** What a template is called and does; one that no words are known for is called as it is. */
export function wordTemplate(id: string, words: i18n): { readonly title: string; readonly text: string } {
  const key = `newPipeline.templates.${id as TemplateId}` as const;
  if (!words.exists(`${key}.title`)) return { title: id, text: '' };
  return { title: words.t(`${key}.title`), text: words.t(`${key}.text`) };
}
