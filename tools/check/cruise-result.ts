/** The part of dependency-cruiser's JSON report that is read. */
export interface CruiseResult {
  modules: { source: string }[];
  summary: { violations: CruiseViolation[] };
}

export interface CruiseViolation {
  from: string;
  to: string;
  rule: { name: string };
  comment?: string;
  /** the way around, for a cycle */
  cycle?: { name: string }[];
}

/** How many of the source files are among the modules that were looked at. */
export function seenModules({ modules }: CruiseResult, sources: string[]): number {
  const seen = new Set(modules.map((module) => module.source));
  return sources.filter((file) => seen.has(file)).length;
}

/** One line: who imports whom, and which rule says no. */
export function describeViolation({ from, to, rule, comment, cycle }: CruiseViolation): string {
  const way = cycle ? cycle.map((step) => step.name).join(' -> ') : to;
  const place = way === from ? from : `${from} -> ${way}`;
  return `${rule.name}: ${place}${comment ? `\n    ${comment}` : ''}`;
}
