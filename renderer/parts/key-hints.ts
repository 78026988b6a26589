/** A shortcut as people of the platform write it: `mod+K` is ⌘K on a Mac and Ctrl+K elsewhere. */
export function keyHint(keys: string, platform: string): string {
  const parts = splitKeys(keys);
  const words = parts.map(
    (part) => signs[part] ?? (part.length === 1 && parts.length > 1 ? part.toUpperCase() : part),
  );
  if (platform === 'darwin') return words.map((part) => macSigns[part] ?? part).join('');
  return words.map((part) => otherNames[part] ?? part).join('+');
}

/** What is written on keys, or drawn on them. */
const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
  ' ': 'Space',
};
const macSigns: Readonly<Record<string, string>> = { mod: '⌘', shift: '⇧', alt: '⌥', Enter: '↵' };
const otherNames: Readonly<Record<string, string>> = { mod: 'Ctrl', shift: 'Shift', alt: 'Alt' };

/** `mod+shift+K` in parts; plus itself is a key too. */
function splitKeys(keys: string): readonly string[] {
  return keys === '+' ? ['+'] : keys.split('+');
}

/** Whether a key press is this shortcut. Letters are compared without case, so that Caps Lock changes nothing. */
export function isShortcut(event: KeyboardEvent, keys: string, platform: string): boolean {
  const parts = splitKeys(keys);
  const key = parts.at(-1) ?? '';
  const mod = platform === 'darwin' ? event.metaKey : event.ctrlKey;
  const otherMod = platform === 'darwin' ? event.ctrlKey : event.metaKey;
  if (parts.includes('mod') !== mod || otherMod || parts.includes('alt') !== event.altKey) return false;
  if (/[a-z]/i.test(key) && parts.includes('shift') !== event.shiftKey) return false;
  return event.key.toLowerCase() === key.toLowerCase();
}

/** Whether the person is typing: single letters then belong to the field. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** The platform in the engine's words, guessed from the browser when no shell says it. */
export function guessPlatform(): string {
  if (window.stile !== undefined) return window.stile.platform;
  return navigator.userAgent.includes('Mac OS') ? 'darwin' : 'linux';
}

/** Whether a key is that letter or sign: Shift makes another key of a letter, caps lock does not. */
export function isLetterKey(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  letter: string,
): boolean {
  return /^[a-z]$/.test(letter) ? !shiftKey && key.toLowerCase() === letter : key === letter;
}
