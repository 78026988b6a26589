import { useState } from 'react';

/**
 * The last value that was there, as long as `scope` stays the same: a filter that does not parse, or is still being
 * read, leaves the rows on screen instead of a hole.
 */
export function useLastGood<T>(value: T | undefined, scope: string): T | undefined {
  const [kept, setKept] = useState<{ value: T; scope: string } | null>(null);
  if (value !== undefined && (kept?.value !== value || kept.scope !== scope)) setKept({ value, scope });
  return value ?? (kept?.scope === scope ? kept.value : undefined);
}
