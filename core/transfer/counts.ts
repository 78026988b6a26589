import type { TransferCounts, TransferRemark, TransferReport } from '#contract/transfer.ts';

export function noCounts(): TransferCounts {
  return { experiments: 0, runs: 0, points: 0, files: 0, bytes: 0, loggedModels: 0, models: 0, versions: 0 };
}

/** The remarks that a report keeps; `remarkCount` counts the rest. */
const maxRemarks = 1000;

/** What one job has done so far. */
export interface Tally {
  readonly report: TransferReport;
  /** `place`: said once for all that share it. */
  remark(remark: TransferRemark, place?: string): void;
}

export function createTally(): Tally {
  const said = new Set<string>();
  const report: TransferReport = {
    fresh: noCounts(),
    changed: noCounts(),
    same: noCounts(),
    remarks: [],
    remarkCount: 0,
    verified: null,
  };
  return {
    report,
    remark: (remark, place) => {
      if (place !== undefined) {
        if (said.has(place)) return;
        said.add(place);
      }
      report.remarkCount++;
      if (report.remarks.length < maxRemarks) report.remarks.push(remark);
    },
  };
}

/** All that was handled, whatever came of it. */
export function sumCounts(report: TransferReport): TransferCounts {
  const sum = noCounts();
  for (const part of [report.fresh, report.changed, report.same]) {
    for (const key of Object.keys(sum) as (keyof TransferCounts)[]) sum[key] += part[key];
  }
  return sum;
}
