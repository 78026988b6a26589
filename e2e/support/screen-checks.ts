import type { Page } from '@playwright/test';

/** Elements that are cut off at the window's edge and cannot be scrolled to. */
export function readOverflow(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const wide = [document.documentElement, document.body, document.querySelector('main')];
    return wide.flatMap((element) =>
      element !== null && element.scrollWidth > element.clientWidth + 1
        ? [`${element.tagName} is ${String(element.scrollWidth)} px wide in ${String(element.clientWidth)}`]
        : [],
    );
  });
}

/**
 * Walks the page with the tab key until the focus comes round: what can be clicked and has no place on that way, outside
 * of what is walked by arrows, and where the focus cannot be seen.
 */
export async function readLostFocus(page: Page): Promise<string[]> {
  const { count, lost } = await page.evaluate(markStops);
  const found = new Set(lost);
  // A field of a date is three stops, and what comes while the page is walked is some.
  for (let press = 0, left = count; left > 0 && press < count * 1.5 + 20; press += 1) {
    await page.keyboard.press('Tab');
    const visited = await page.evaluate(visitStop);
    left = visited.left;
    if (visited.unseen !== null) found.add(visited.unseen);
  }
  for (const missed of await page.evaluate(readMissed)) found.add(missed);
  return [...found];
}

/** Names every stop of the tab key, and answers what is none though it can be clicked. */
function markStops(): { count: number; lost: string[] } {
  const clickable =
    'a[href], button, input, select, textarea, summary, [role=button], [role=link], [tabindex]';
  const byArrows =
    '[role=grid], [role=treegrid], [role=tablist], [role=radiogroup], [role=listbox], [role=menu], [role=toolbar]';
  // Of a list that arrows walk, the line that they are at is the stop.
  const isWalked = (element: HTMLElement): boolean =>
    element.closest(byArrows) !== null ||
    element.closest('ul, ol')?.querySelector(`${element.tagName}[tabindex="0"]`) != null;
  const isLost = (element: HTMLElement): boolean =>
    (!element.hasAttribute('tabindex') || element.matches('a, button, input, select, textarea')) &&
    !isWalked(element);
  const lost: string[] = [];
  let count = 0;
  for (const old of document.querySelectorAll('[data-test-stop]')) old.removeAttribute('data-test-stop');
  for (const element of document.querySelectorAll<HTMLElement>(clickable)) {
    const isShown =
      element.checkVisibility({ visibilityProperty: true }) && element.closest('[inert]') === null;
    if (!isShown || element.matches(':disabled, [aria-hidden=true], input[type=radio]')) continue;
    if (element.closest('[aria-hidden=true]') !== null) continue;
    if (element.tabIndex >= 0) {
      element.dataset['testStop'] = getComputedStyle(element).borderColor;
      count += 1;
    } else if (isLost(element)) lost.push(`the tab key does not reach ${element.outerHTML.slice(0, 120)}`);
  }
  (document.activeElement as HTMLElement | null)?.blur();
  return { count, lost };
}

/** Ticks off what has the focus, and answers it when nothing tells that it has; and how many stops are left. */
function visitStop(): { unseen: string | null; left: number } {
  const focused = document.activeElement;
  const isSeen = (element: HTMLElement, border: string | undefined): boolean => {
    // Of these the browser marks the part that has the focus.
    if (element.matches('iframe, input[type=radio], input[type=checkbox], input[type=date]')) return true;
    if (border !== undefined && border !== getComputedStyle(element).borderColor) return true;
    // A grid shows it on the line that the arrows are at.
    if (document.getElementById(element.getAttribute('aria-activedescendant') ?? '') !== null) return true;
    let around: Element | null = element;
    for (let level = 0; level < 4 && around !== null; level += 1, around = around.parentElement) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(around);
      if ((outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none') return true;
    }
    return false;
  };
  let unseen: string | null = null;
  if (focused instanceof HTMLElement && focused !== document.body) {
    const border = focused.dataset['testStop'];
    delete focused.dataset['testStop'];
    focused.dataset['testVisited'] = '';
    // A graph is one stop: it hands the keyboard to the card in it that had it last.
    const graph = focused.closest<HTMLElement>('[role=application]');
    if (graph !== null) {
      delete graph.dataset['testStop'];
      graph.dataset['testVisited'] = '';
    }
    if (!isSeen(focused, border)) unseen = `nothing shows the focus of ${focused.outerHTML.slice(0, 120)}`;
  }
  return { unseen, left: document.querySelectorAll('[data-test-stop]').length };
}

function readMissed(): string[] {
  return [...document.querySelectorAll<HTMLElement>('[data-test-stop]')].flatMap((element) =>
    element.checkVisibility() && element.dataset['testVisited'] === undefined
      ? [`the tab key passes by ${element.outerHTML.slice(0, 120)}`]
      : [],
  );
}

/** What the field calls good: https://web.dev/articles/cls */
const mostShift = 0.1;

/** Follows how much of a page moves that is already on the screen; answers a way to ask for it since the last time. */
export async function followShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const moved: { value: number; what: string }[] = [];
    Object.assign(window, { stileTestShifts: moved });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        sources: { node: Node | null }[];
      })[]) {
        const node = entry.sources[0]?.node ?? null;
        const element = node instanceof Element ? node : (node?.parentElement ?? null);
        moved.push({ value: entry.value, what: element?.outerHTML.slice(0, 100) ?? '' });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return async () => {
    const moved = await page.evaluate(() =>
      (window as Window & { stileTestShifts?: { value: number; what: string }[] }).stileTestShifts?.splice(0),
    );
    const sum = (moved ?? []).reduce((total, { value }) => total + value, 0);
    if (sum < mostShift) return [];
    const most = (moved ?? []).toSorted((a, b) => b.value - a.value)[0];
    return [`moves by ${sum.toFixed(2)} while it comes, first ${most?.what ?? ''}`];
  };
}
