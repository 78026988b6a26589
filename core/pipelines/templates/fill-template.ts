import { renderInline } from '#core/pipeline-text/index.ts';

/** Something that a template names: `<<heldout>>`, and a whole word around it, such as `models:/<<model>>@champion`. */
const word = /[^\s,[\]{}"]*<<\w+>>[^\s,[\]{}"]*/g;
const placeholder = /<<(\w+)>>/g;

/**
 * Fills in the names of a template; a word that YAML would take for something else by its new name gets quotes.
 * @throws Error for a placeholder that nobody fills in: the template is wrong
 */
export function fillTemplate(template: string, nameOf: (placeholder: string) => string): string {
  return template.replaceAll(word, (found) =>
    renderInline(found.replaceAll(placeholder, (_, key: string) => nameOf(key))),
  );
}

/** What a template wants filled in, each once, in the order of its text. */
export function listPlaceholders(template: string): string[] {
  return [...new Set([...template.matchAll(placeholder)].map(([, key = '']) => key))];
}
