import type { Reviewed } from './reviewed.ts';

/** What the scanner says of one place. */
export interface Finding {
  check: string;
  file: string;
  line: number;
  sample: string;
  description: string;
}

/** Sentences on findings that nobody has reviewed, and on reviews that speak of nothing any more. */
export function judge(findings: Finding[], list: Reviewed[]): string[] {
  const matches = ({ check, sample }: Reviewed, finding: Finding): boolean =>
    check === finding.check && (sample === undefined || finding.sample.includes(sample));
  const fresh = findings
    .filter((finding) => !list.some((entry) => matches(entry, finding)))
    .map(
      ({ check, file, line, sample, description }) =>
        `${check} at ${file}:${line}: ${description}. ${sample.slice(0, 200)}`,
    );
  const stale = list
    .filter((entry) => !findings.some((finding) => matches(entry, finding)))
    .map(
      ({ check, sample }) =>
        `${check}${sample ? ` (${sample})` : ''} is reviewed and found no more: take it off the list.`,
    );
  return [...fresh, ...stale];
}
