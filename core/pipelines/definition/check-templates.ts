import type { Finding, YamlPath } from './pipeline-text.ts';
import { resolveName, type KnownType, type TemplateScope } from './template-names.ts';
import { walkTemplates, type TemplateText } from './templates.ts';

/** A text with templates and what kind of value it will become. */
export interface TemplatedValue {
  /** Inside of the value that was walked. */
  path: readonly (string | number)[];
  text: string;
  type: KnownType;
}

/** Checks every template in a value. @param base where in the file the value stands */
export function checkTemplates(
  value: unknown,
  base: YamlPath,
  scope: TemplateScope,
): { findings: Finding[]; values: TemplatedValue[] } {
  const findings: Finding[] = [];
  const values: TemplatedValue[] = [];
  for (const { path, text, template } of walkTemplates(value)) {
    const place = { path: [...base, ...path], value: text };
    if (template.ok) {
      const { type, problems } = checkNames(template, scope);
      findings.push(...problems.map((problem) => ({ ...place, ...problem })));
      values.push({ path, text, type });
      continue;
    }
    const expected = template.problem;
    const message = `"${template.source.slice(0, 60)}" is no template: ${expected}. For two braces as they are write {{ '{{' }}.`;
    findings.push({ ...place, code: 'template_syntax', within: template.source, expected, message });
    values.push({ path, text, type: 'unknown' });
  }
  return { findings, values };
}

function checkNames(
  { parts }: Extract<TemplateText, { ok: true }>,
  scope: TemplateScope,
): { type: KnownType; problems: Omit<Finding, 'path' | 'value'>[] } {
  const problems: Omit<Finding, 'path' | 'value'>[] = [];
  let type: KnownType = 'string';
  for (const part of parts) {
    if (part.kind === 'text') continue;
    const found = resolveName(scope, part.name);
    if ('type' in found) {
      if (parts.length === 1) type = found.type;
      continue;
    }
    const { code, expected, reason } = found.problem;
    const message = `${part.source} cannot be filled in: ${reason} (${expected}).`;
    problems.push({ code, within: part.source, expected, message });
    type = 'unknown';
  }
  return { type, problems };
}
