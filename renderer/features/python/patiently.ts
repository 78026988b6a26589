import { isConnectionLost } from '#renderer/bridge/problems.ts';

/**
 * Asks again as long as the engine is still at it: a window gives a call up after a minute, and making a Python
 * environment takes longer on a slow network. The engine does the work once, however often it is asked meanwhile.
 * @throws what `ask` throws when the engine is not at it
 */
export async function patiently<T>(ask: () => Promise<T>, isAtIt: () => Promise<boolean>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isConnectionLost(error) || !(await isAtIt())) throw error;
    }
  }
}
