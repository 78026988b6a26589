/** HTML that is safe to put into HTML. */
export interface Html {
  text: string;
}

type Value = Html | string | number;

/** A template whose values are escaped, unless they are HTML already. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const text = parts.reduce((sum, part, i) => {
    const value = values[i];
    return sum + part + (value === undefined ? '' : valueToHtml(value));
  }, '');
  return { text };
}

/** What the program itself wrote. */
export function raw(text: string): Html {
  return { text };
}

export function join(parts: readonly Html[]): Html {
  return { text: parts.map(({ text }) => text).join('\n') };
}

function valueToHtml(value: Value): string {
  return typeof value === 'object' ? value.text : escapeHtml(String(value));
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for quoted attributes; control characters, which HTML does not allow, become spaces. */
export function escapeHtml(text: string): string {
  return text.replace(/[\p{Cc}]/gu, ' ').replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}
