/** A shortcut as people of the platform write it: `mod+K` is ⌘K on a Mac and Ctrl+K elsewhere. */
export function keyHint(keys: string, platform: string): string {
  const parts = keys.split('+');
  if (platform === 'darwin') return parts.map((part) => macSigns[part] ?? part).join('');
  return parts.map((part) => otherNames[part] ?? part).join('+');
}

const macSigns: Readonly<Record<string, string>> = { mod: '⌘', shift: '⇧', alt: '⌥', Enter: '↵' };
const otherNames: Readonly<Record<string, string>> = { mod: 'Ctrl', shift: 'Shift', alt: 'Alt' };

/** Whether a key press is this shortcut. Letters are compared without case, so that Caps Lock changes nothing. */
export function isShortcut(event: KeyboardEvent, keys: string, platform: string): boolean {
  const parts = keys.split('+');
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
