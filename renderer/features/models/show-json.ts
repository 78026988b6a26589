/** Characters of a list or an object that stays on one line. */
const lineLength = 64;

/** JSON as a person reads it: what is short stays on its line, so that a row of values is one. No JSON stays as it is. */
export function showJson(text: string): string {
  const value = parseJsonText(text);
  return value === text ? text : show(value, '');
}

/** What a text says as JSON; the text itself where it is none. */
export function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function show(value: unknown, indent: string): string {
  const line = showLine(value);
  if (line.length <= lineLength || typeof value !== 'object' || value === null) return line;
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const parts = Object.entries(value).map(([key, part]) => {
    const text = show(part, inner);
    return isList ? `${inner}${text}` : `${inner}${JSON.stringify(key)}: ${text}`;
  });
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}

function showLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(showLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${showLine(part)}`);
  return `{${parts.join(', ')}}`;
}
