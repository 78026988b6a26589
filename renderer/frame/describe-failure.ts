/** Where a page failed: its address without the host, and the version of the engine where that is known. */
export type FailurePlace = { readonly address: string; readonly version: string | undefined };

/** Everything that helps to find a failure of the window, as plain text in English: for a report, not for a screen. */
export function describeFailure(error: unknown, { address, version }: FailurePlace, at: Date): string {
  const told = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
  const cause =
    error instanceof Error && error.cause !== undefined ? [`Cause: ${wordCause(error.cause)}`] : [];
  return [
    `Stile ${version ?? ''}`.trim(),
    `Page: ${address}`,
    `Time: ${at.toISOString()}`,
    told,
    ...cause,
  ].join('\n');
}

function wordCause(cause: unknown): string {
  if (cause instanceof Error) return `${cause.name}: ${cause.message}`;
  return typeof cause === 'string' ? cause : JSON.stringify(cause);
}
