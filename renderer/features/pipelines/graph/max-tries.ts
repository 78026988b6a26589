/** How often a task is tried at most, as its text says it or the defaults of its file; null where neither is a number. */
export function readMaxTries(task: unknown, defaults: unknown): number | null {
  const retries = readRetries(task) ?? readRetries(defaults) ?? 0;
  return Number.isInteger(retries) && retries >= 0 ? retries + 1 : null;
}

function readRetries(value: unknown): number | null {
  if (typeof value !== 'object' || value === null || !('retries' in value)) return null;
  return typeof value.retries === 'number' ? value.retries : Number.NaN;
}
