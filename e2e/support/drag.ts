import type { Page } from '@playwright/test';

/** A file in a person's hand; `path`: where it lies, as the desktop's window is told. */
export type HeldFile = {
  readonly name: string;
  readonly path?: string;
  readonly text?: string;
  readonly type?: string;
};

/**
 * Holds files over the window, or lets them go there, as the system does. Returns whether the page sees to it: else a
 * browser would open them in its place.
 */
export function dragFiles(
  page: Page,
  event: 'dragover' | 'drop' | 'dragleave',
  files: readonly HeldFile[],
  selector = 'main',
): Promise<boolean> {
  return page.evaluate(
    ({ name, held, at }) => {
      const dataTransfer = new DataTransfer();
      const paths = held.flatMap(({ name: fileName, path }) =>
        path === undefined ? [] : [[fileName, path]],
      );
      Object.assign(window, { stileTestPaths: Object.fromEntries(paths) as object });
      for (const { name: fileName, text = '', type = '' } of held)
        dataTransfer.items.add(new File([text], fileName, { type }));
      const sent = new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer });
      return document.querySelector(at)?.dispatchEvent(sent) === false;
    },
    { name: event, held: files, at: selector },
  );
}

/** Drags a text over an element; returns whether the page keeps the browser from doing what it does with it. */
export function dragText(page: Page, event: 'dragover' | 'drop', selector: string): Promise<boolean> {
  return page.evaluate(
    ({ name, at }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData('text/uri-list', 'https://example.com');
      const sent = new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer });
      return document.querySelector(at)?.dispatchEvent(sent) === false;
    },
    { name: event, at: selector },
  );
}
