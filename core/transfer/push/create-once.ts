import { hasCode } from '#core/kernel/errors.ts';
import { restCode } from '../rest/mlflow-http.ts';

/** How often a create is tried that the server did not answer. */
const maxTries = 4;

/**
 * Makes something on the server that must not be there twice. When no answer comes it may be there all the same: then
 * it is looked for before it is tried again.
 */
export async function createOnce<T>(create: () => Promise<T>, find: () => Promise<T | null>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await create();
    } catch (error) {
      const isUnanswered = hasCode(error, 'DATA_INVALID') && restCode(error) === '';
      if (!isUnanswered || tries === maxTries) throw error;
      const found = await find();
      if (found !== null) return found;
    }
  }
}
