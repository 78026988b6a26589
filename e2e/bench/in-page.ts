import type { Page } from '@playwright/test';

/** The middle of some figures, and that below which 95 of 100 lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** What is waited for: the first element of `selector`, with some text that is not `other`. */
export interface Sight {
  selector: string;
  other?: string;
}

/** The text of the first element, as a sight to wait for something else. */
export async function readSight(page: Page, selector: string): Promise<Sight> {
  return { selector, other: (await page.locator(selector).first().textContent()) ?? '' };
}

/**
 * Milliseconds from now to the first frame that is drawn with `sight` in it and nothing that is still being read, after
 * `begin` was done (a link followed, or a text typed into the field with the focus, and Enter): by the page's own clock, so that the way between this program and the browser counts for nothing.
 */
export function timeInside(
  page: Page,
  begin: { to: string } | { text: string },
  sight: Sight,
): Promise<number> {
  return page.evaluate(
    ([start, { selector, other = '' }]) =>
      new Promise<number>((resolve, reject) => {
        const isSeen = (): boolean => {
          const text = document.querySelector(selector)?.textContent ?? '';
          return text !== '' && text !== other && document.querySelector('main [aria-busy=true]') === null;
        };
        const began = performance.now();
        const look = (): void => {
          const passed = performance.now() - began;
          if (passed > 30_000) reject(new Error(`${selector} does not come at ${location.pathname}`));
          else requestAnimationFrame(isSeen() ? () => resolve(performance.now() - began) : look);
        };
        if ('to' in start) {
          history.pushState({}, '', start.to);
          dispatchEvent(new PopStateEvent('popstate'));
        } else {
          const { value } = Object.getOwnPropertyDescriptors(HTMLInputElement.prototype);
          value.set?.call(document.activeElement, start.text);
          document.activeElement?.dispatchEvent(new InputEvent('input', { bubbles: true }));
          const enter = { key: 'Enter', bubbles: true, cancelable: true };
          document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', enter));
        }
        requestAnimationFrame(look);
      }),
    [begin, sight] as const,
  );
}

/** Milliseconds between frames while `selector` is scrolled by `step` px in each of them, `frames` times. */
export function frameTimes(page: Page, selector: string, step: number, frames: number): Promise<number[]> {
  return page.evaluate(
    ([css, px, count]) =>
      new Promise<number[]>((resolve) => {
        const inside = document.querySelector(css);
        let box = inside;
        while (box !== null && box.scrollHeight <= box.clientHeight + px) box = box.parentElement;
        if (box === null) throw new Error(`${css} does not scroll`);
        const times: number[] = [];
        let last = performance.now();
        const tick = (): void => {
          const now = performance.now();
          times.push(now - last);
          last = now;
          box.scrollTop += px;
          if (times.length < count) requestAnimationFrame(tick);
          else resolve(times.slice(1));
        };
        requestAnimationFrame(tick);
      }),
    [selector, step, frames] as const,
  );
}
