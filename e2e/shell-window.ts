import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import type { BrowserContext, Page } from '@playwright/test';
import type { ShellAnswer, ShellVerb } from '#contract/shell.ts';
import { createStaticHandler } from '#core/http/static-handler.ts';
import type { EmulatedShell } from './support/emulated-shell.ts';
import { dist } from './support/engine.ts';

export const shellOrigin = 'https://stile.test';

/** What crosses between the page and Node: the RPC sends text, and bytes where a call carries a file. */
type Wire = { readonly text: string } | { readonly base64: string };

/**
 * Makes pages of this context believe that they are the desktop app's window: the same files with the same headers,
 * and a preload whose ports lead to a real engine and whose questions go to `shell`. Chromium cannot open app://
 * addresses, hence https.
 */
export async function emulateShell(
  context: BrowserContext,
  connect: () => MessagePort,
  shell: EmulatedShell,
): Promise<void> {
  const answer = createStaticHandler(join(dist, 'renderer'));
  await context.route(`${shellOrigin}/**`, async (route) => {
    const asked = new URL(route.request().url());
    const response = await answer(new Request(`app://stile${asked.pathname}${asked.search}`));
    const body = Buffer.from(await response.arrayBuffer());
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
  });
  const ports = new Map<Page, MessagePort>();
  await context.exposeBinding('stileTestConnect', ({ page }) => {
    shell.connects += 1;
    const open = shell.connect === undefined ? connect : shell.connect;
    if (open === null) {
      void shell.tellWhyNoPort(page);
      return false;
    }
    // The port of a page that was loaded again says nothing to the new one.
    ports.get(page)?.removeAllListeners().close();
    const port = open();
    ports.set(page, port);
    const deliver = relayTo(page);
    port.on('message', (data: unknown) => deliver(toWire(data)));
    port.on('close', () => deliver(null));
    return true;
  });
  await context.exposeBinding('stileTestSend', ({ page }, wire: Wire) => {
    ports
      .get(page)
      ?.postMessage('text' in wire ? wire.text : new Uint8Array(Buffer.from(wire.base64, 'base64')));
  });
  await context.exposeBinding('stileTestAsk', (_source, verb: ShellVerb, input: unknown) =>
    shell.ask(verb, input),
  );
  await context.addInitScript(installPreload, shell.platform);
}

/** Hands messages to the page one after the other: their order is part of the protocol. */
function relayTo(page: Page): (wire: Wire | null) => void {
  let last = Promise.resolve();
  return (wire) => {
    last = last
      .then(() =>
        page.evaluate((data) => window.dispatchEvent(new CustomEvent('stile-test', { detail: data })), wire),
      )
      // A page that is gone hears nothing any more.
      .then(
        () => undefined,
        () => undefined,
      );
  };
}

function toWire(data: unknown): Wire {
  if (typeof data === 'string') return { text: data };
  if (data instanceof Uint8Array) return { base64: Buffer.from(data).toString('base64') };
  throw new TypeError(`The engine sent a ${typeof data}: the RPC sends text or bytes`);
}

/** Runs in the page before its own scripts. */
function installPreload(platform: string): void {
  type Bindings = {
    stileTestConnect: () => Promise<boolean>;
    /** Where files lie by their name, while a test drags them. */
    stileTestPaths?: Record<string, string>;
    stileTestSend: (wire: Wire) => Promise<void>;
    stileTestAsk: (verb: ShellVerb, input: unknown) => Promise<ShellAnswer<ShellVerb>>;
  };
  const bindings = window as Window & typeof globalThis & Bindings;
  let inner: globalThis.MessagePort | null = null;
  let outer: globalThis.MessagePort | undefined;
  let isWaiting = false;
  window.addEventListener('message', ({ data, ports }: MessageEvent<{ status?: { state?: string } }>) => {
    outer = ports[0] ?? outer;
    if (isWaiting && data.status?.state === 'ready') void connect();
  });
  window.addEventListener('stile-test', (event) => {
    const wire = (event as CustomEvent<Wire | null>).detail;
    // Electron tells of the other end's close by this event; Chromium alone does not.
    if (wire === null) outer?.dispatchEvent(new Event('close'));
    else
      inner?.postMessage(
        'text' in wire ? wire.text : Uint8Array.from(atob(wire.base64), (c) => c.charCodeAt(0)),
      );
  });
  const connect = async (): Promise<void> => {
    isWaiting = !(await bindings.stileTestConnect());
    if (isWaiting) return;
    const channel = new globalThis.MessageChannel();
    inner = channel.port1;
    inner.onmessage = ({ data }: MessageEvent<string | Uint8Array>) => {
      const wire = typeof data === 'string' ? { text: data } : { base64: toBase64(data) };
      void bindings.stileTestSend(wire);
    };
    window.postMessage({ type: 'stile:port' }, window.location.origin, [channel.port2]);
  };
  // Piece by piece: a call takes only so many arguments.
  function toBase64(bytes: Uint8Array): string {
    let text = '';
    for (let start = 0; start < bytes.length; start += 0x8000) {
      text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
    }
    return btoa(text);
  }
  Object.defineProperty(window, 'stile', {
    value: {
      platform,
      connect: () => void connect(),
      // Chromium tells no page where a file lies: a name such as `:path:to:a.csv` says it for a test.
      pathForFile: ({ name }: File) =>
        bindings.stileTestPaths?.[name] ?? (name.startsWith(':') ? name.replaceAll(':', '/') : ''),
      ask: (verb: ShellVerb, input: unknown) => bindings.stileTestAsk(verb, input),
    },
  });
}
