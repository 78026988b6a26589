/** Keys as Electron writes them; what stands for itself is not here. */
const names: Readonly<Record<string, string>> = {
  mod: 'CmdOrCtrl',
  shift: 'Shift',
  alt: 'Alt',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Enter: 'Return',
  Escape: 'Esc',
  ' ': 'Space',
};

/**
 * A shortcut such as `mod+shift+N` for a menu: `CmdOrCtrl+Shift+N`. Undefined for a key without `mod` or `alt`: in a
 * menu it would be taken from a person who types.
 */
export function toAccelerator(keys: string): string | undefined {
  const parts = keys.split('+');
  const isFree = !parts.includes('mod') && !parts.includes('alt') && !/^F\d{1,2}$/.test(keys);
  if (isFree || parts.includes('')) return undefined;
  return parts.map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join('+');
}
