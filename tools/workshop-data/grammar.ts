import type { Random } from './random.ts';

/** What one review's templates are filled with. */
export interface Filling {
  random: Random;
  slots: Map<string, string[]>;
  /** what `{=name}` was filled with, kept for the whole review */
  kept: Map<string, string>;
  /** fillers that this review has used: none comes twice */
  used: Set<string>;
}

/**
 * Fills a template: `{dish}` is one of the slot's fillers, `{=dish}` the same one all through the review, and
 * `[was|came out|]` one of the alternatives, which may be empty and may hold further slots and brackets.
 *
 * @throws on an unknown slot and on a bracket without its partner
 */
export function fill(template: string, filling: Filling): string {
  const { text, end } = fillUntil(template, 0, filling);
  if (end < template.length) throw new Error(`"${template}" closes a bracket that it never opened.`);
  return text
    .replace(/ +/g, ' ')
    .replace(/ ([,.!?;:])/g, '$1')
    .replace(/,? *$/, '')
    .trim();
}

function fillUntil(template: string, start: number, filling: Filling): { text: string; end: number } {
  let text = '';
  let at = start;
  while (at < template.length) {
    const char = template.charAt(at);
    if (char === '|' || char === ']') break;
    if (char === '[') {
      const { chosen, end } = chooseAlternative(template, at + 1, filling);
      text += chosen;
      at = end;
    } else if (char === '{') {
      const close = template.indexOf('}', at);
      text += fillSlot(template.slice(at + 1, close), filling);
      at = close + 1;
    } else {
      text += char;
      at += 1;
    }
  }
  return { text, end: at };
}

function chooseAlternative(
  template: string,
  start: number,
  filling: Filling,
): { chosen: string; end: number } {
  const starts = [start];
  let depth = 0;
  let end = start;
  for (; end < template.length; end += 1) {
    const char = template.charAt(end);
    if (char === ']' && depth === 0) break;
    if (char === '[') depth += 1;
    if (char === ']') depth -= 1;
    if (char === '|' && depth === 0) starts.push(end + 1);
  }
  if (end === template.length) throw new Error(`"${template}" opens a bracket that it never closes.`);
  const chosen = fillUntil(template, filling.random.pick(starts), filling).text;
  return { chosen, end: end + 1 };
}

function fillSlot(reference: string, filling: Filling): string {
  const keep = reference.startsWith('=');
  const name = keep ? reference.slice(1) : reference;
  const kept = filling.kept.get(name);
  if (keep && kept !== undefined) return kept;
  const fillers = filling.slots.get(name);
  if (!fillers) throw new Error(`No bank has the slot {${name}}.`);
  const fresh = fillers.filter((filler) => !filling.used.has(filler));
  const chosen = filling.random.pick(fresh.length > 0 ? fresh : fillers);
  if (fillers.length > 4) filling.used.add(chosen);
  if (keep) filling.kept.set(name, chosen);
  return chosen.includes('[') || chosen.includes('{') ? fill(chosen, filling) : chosen;
}
