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

/** One cell of CSV. */
export function csvCell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
