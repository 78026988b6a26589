/** Hands a file to the browser's own downloads. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The download has its own hold of the bytes once it began.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A name that every system takes. */
export function fileName(title: string, ending: string): string {
  return `${title.replace(/[^\p{L}\p{N}_.-]+/gu, '_')}.${ending}`;
}

/**
 * One cell of CSV. A text that a spreadsheet would run as a formula gets an apostrophe before it, as OWASP advises; what
 * is a number stays one.
 */
export function csvCell(value: string | number): string {
  const isFormula = typeof value === 'string' && /^[=+@\t\r-]/.test(value) && !isNumber(value);
  const text = isFormula ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function isNumber(text: string): boolean {
  return /^[+-]?(Infinity|(\d+\.?\d*|\.\d+)(e[+-]?\d+)?)$/i.test(text);
}
