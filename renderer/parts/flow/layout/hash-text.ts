/** A short name for a text, for caches: 64 bits of FNV-1a in two halves. Not for anything that must not be forged. */
export function hashText(text: string): string {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ (unit + index), 0x85ebca6b);
  }
  return [a, b].map((half) => (half >>> 0).toString(36)).join('-');
}
