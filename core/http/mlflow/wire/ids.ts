/** Ids of experiments: whole numbers as texts. */
export function isWholeId(text: string): boolean {
  return /^\d{1,20}$/.test(text);
}

/** What MLflow takes for the id of a run, also of runs that are not there. */
export function isMadeId(text: string): boolean {
  return /^[a-zA-Z0-9][\w-]{0,255}$/.test(text);
}
