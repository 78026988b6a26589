/** The code of a part of the window did not come: the engine is away, or another version of it took over. */
export class CodeMissingError extends Error {
  override readonly name = 'CodeMissingError';
}

/**
 * The code of a page or a sheet. What is not there is told on its own place: left to the router, it would load the whole
 * window anew, and with the engine away nothing would come.
 */
export async function readCode<T>(code: Promise<T>): Promise<T> {
  try {
    return await code;
  } catch (error) {
    throw new CodeMissingError('The code of this part of the window did not come', { cause: error });
  }
}
