/** Whether a button of the mouse, or a finger, is down. */
let isDown = false;

for (const [name, value] of [
  ['pointerdown', true],
  ['pointerup', false],
  ['pointercancel', false],
] as const)
  globalThis.addEventListener?.(name, () => (isDown = value), { capture: true });

/**
 * Does something once nothing is held down, at once if nothing is. What moves the page while a button is pressed moves what
 * was pressed away from under the pointer, and then it is no click.
 */
export function afterPress(act: () => void): void {
  if (!isDown) return act();
  const stop = new AbortController();
  const end = (): void => {
    stop.abort();
    act();
  };
  for (const name of ['pointerup', 'pointercancel'])
    globalThis.addEventListener(name, end, { capture: true, signal: stop.signal });
}
