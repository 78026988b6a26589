/** The code of a part of the window did not come: the engine is away, or another version of it took over. */
export class CodeMissingError extends Error {
  override readonly name = 'CodeMissingError';
}

/** Waits before what did not come is asked for again, in ms: an engine that makes room for the next is back by then. */
const waits = [200, 800, 2000];
const missingStyle = /^Unable to preload CSS for (\S+)/;

/**
 * The code of a page or a sheet. What is not there is asked for again, and then told in its own place: left to the
 * router, it would load the whole window anew, and with the engine away nothing would come.
 */
export async function readCode<T>(load: () => Promise<T>, delays: readonly number[] = waits): Promise<T> {
  const [delay, ...later] = delays;
  try {
    return await load();
  } catch (error) {
    if (delay === undefined)
      throw new CodeMissingError('The code of this part of the window did not come', { cause: error });
    await new Promise((resolve) => setTimeout(resolve, delay));
    await readMissingStyle(error);
    return readCode(load, later);
  }
}

/** A style that did not come is not asked for again by whoever loads the code: it is put into the page here. */
async function readMissingStyle(error: unknown): Promise<void> {
  const href = error instanceof Error ? missingStyle.exec(error.message)?.[1] : undefined;
  if (href === undefined) return;
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
  const { promise, resolve } = Promise.withResolvers<void>();
  link.addEventListener('load', () => resolve());
  link.addEventListener('error', () => resolve());
  document.head.append(link);
  await promise;
}
