/** `good` becomes the label `positive`, `bad` becomes `negative`. */
export type Side = 'good' | 'bad';

/** What can be said about one kind of thing: a restaurant, a kettle, a film. */
export interface Topic {
  name: string;
  /** fillers of `{name}` */
  slots: Map<string, string[]>;
  /** how a review may begin before it judges anything */
  openers: string[];
  /** templates by aspect; `verdict`, `mild` and `trick` are read by compose.ts as parts of their own */
  good: Map<string, string[]>;
  bad: Map<string, string[]>;
}

/**
 * Reads a phrase bank. A bank is text, so that it can be written and read like prose:
 *
 *     # slot dish          one filler per line, or several with ` | ` between them
 *     # opener             one template per line
 *     # good food          templates that praise the aspect `food`
 *     # bad food
 *     + the soup was ...   a full clause, that `although` may stand before
 *     ! found a fly in ... too grave to be set aside: never said in passing
 *     ## kettle            a topic of its own, which also has everything above the first `##`
 *
 * @param shared sections that every topic of this bank also has
 * @throws on a line outside of a section and on an unknown heading
 */
export function readBank(name: string, text: string, shared = ''): Topic[] {
  const [base = '', ...variants] = text.split(/^## /m);
  if (variants.length === 0) return [readTopic(name, `${shared}\n${base}`)];
  return variants.map((variant) => {
    const end = variant.indexOf('\n');
    return readTopic(`${name}: ${variant.slice(0, end)}`, `${shared}\n${base}\n${variant.slice(end)}`);
  });
}

function readTopic(name: string, text: string): Topic {
  const topic: Topic = { name, slots: new Map(), openers: [], good: new Map(), bad: new Map() };
  let section: string[] | undefined;
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '') continue;
    if (line.startsWith('# ')) section = openSection(topic, line.slice(2));
    else if (!section) throw new Error(`"${line}" of ${name} stands before the first heading.`);
    else section.push(...(line.includes(' | ') ? line.split(' | ') : [line]));
  }
  return topic;
}

function openSection(topic: Topic, heading: string): string[] {
  const [kind, key = ''] = heading.split(' ');
  if (kind === 'opener') return topic.openers;
  const sections =
    kind === 'slot' ? topic.slots : kind === 'good' ? topic.good : kind === 'bad' ? topic.bad : undefined;
  if (!sections) throw new Error(`"# ${heading}" of ${topic.name} is no slot, opener, good or bad section.`);
  const lines = sections.get(key) ?? [];
  sections.set(key, lines);
  return lines;
}
