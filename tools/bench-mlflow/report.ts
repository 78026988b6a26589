import { formatTable, type Column } from '../lib/table.ts';
import { figure } from '../bench/rows.ts';
import type { ArtifactSpeed } from './artifact-speed.ts';
import type { LoadFigures } from './load.ts';
import type { MeasuredCall } from './measure-calls.ts';
import type { Memory } from './process-tree.ts';
import type { PythonCall } from './python-client.ts';
import { slowSyncMs } from './slow-sync.ts';

/** Everything that was measured; lists are in the order of `servers`, Stile last. */
export interface Report {
  versions: string;
  servers: string[];
  /** a page written and synced on this disk, ms */
  syncMs: number;
  /** from spawn to the first answer, ms, of each server */
  startMs: number[];
  idle: (Memory | null)[];
  /** the greatest while the calls of the table were measured */
  busy: (Memory | null)[];
  load: LoadFigures[];
  calls: MeasuredCall[];
  artifacts: ArtifactSpeed | null;
  /** The calls that write, on a disk whose syncs take 5 ms longer; the servers of `slowServers`. */
  slow: MeasuredCall[];
  slowServers: string[];
  python: PythonCall[];
}

/** One line of the report: a figure of every server and how it stands to Stile's. */
export interface Line {
  name: string;
  unit: string;
  values: (number | undefined)[];
  /** in words */
  aim?: string;
  met?: boolean;
}

const startAimMs = 500;
const idleAimMb = 120;
const loadAimMb = 250;
/** "At disk speed": as good as what the least server takes that hands the file between disk and network. */
const bareServerAim = 1.25;

export function reportLines(report: Report): Line[] {
  const { calls, artifacts, load, idle, busy } = report;
  return [
    ...calls.map(({ kind, ms }) => compare(`${kind.name}${kind.writes ? ' *' : ''}`, ms, kind.aim)),
    ...(artifacts === null ? [] : artifactLines(artifacts)),
    limit('start to first answer', 'ms', report.startMs, startAimMs),
    limit('memory after start, RSS', 'MB', idle.map(rss), idleAimMb),
    { name: 'memory after start, PSS', unit: 'MB', values: idle.map(pss) },
    { name: 'processes', unit: '', values: idle.map((memory) => memory?.processes) },
    limit('memory during the calls above, RSS', 'MB', busy.map(rss), loadAimMb),
    limit(
      'memory under load, RSS',
      'MB',
      load.map(({ memory }) => rss(memory)),
      loadAimMb,
    ),
    { name: 'memory under load, PSS', unit: 'MB', values: load.map(({ memory }) => pss(memory)) },
    { name: 'calls under load', unit: '/s', values: load.map(({ perSecond }) => perSecond) },
    { name: 'p99 under load', unit: 'ms', values: load.map(({ p99 }) => p99) },
  ];
}

/** Times of the servers; met when Stile, the last one, is `aim` times as fast as the fastest of the others. */
export function compare(name: string, ms: readonly number[], aim?: number): Line {
  const line: Line = { name, unit: 'ms', values: [...ms] };
  if (aim === undefined) return line;
  const ours = ms.at(-1) ?? NaN;
  return { ...line, aim: `${aim} times as fast`, met: Math.min(...ms.slice(0, -1)) / ours >= aim };
}

function limit(name: string, unit: string, values: (number | undefined)[], most: number): Line {
  const ours = values.at(-1);
  return {
    name,
    unit,
    values,
    aim: `< ${most} ${unit}`,
    ...(ours !== undefined && { met: ours < most }),
  };
}

function artifactLines(speed: ArtifactSpeed): Line[] {
  const { bytes, upload, download, bareUpload, bareDownload, diskWrite, diskRead } = speed;
  const size = `${Math.round(bytes / 1024 / 1024)} MB`;
  const line = (name: string, ms: number[], bare: number, disk: string): Line => ({
    name: `${name} of ${size} (bare server ${figure(bare)} ms, ${disk} ms)`,
    unit: 'ms',
    values: ms,
    aim: `disk speed: < ${bareServerAim} x bare server`,
    met: (ms.at(-1) ?? NaN) < bareServerAim * bare,
  });
  return [
    line('artifact upload *', upload, bareUpload, `copied without one ${figure(diskWrite)}`),
    line('artifact download', download, bareDownload, `read without one ${figure(diskRead)}`),
  ];
}

function rss(memory: Memory | null): number | undefined {
  return memory?.rss;
}

function pss(memory: Memory | null): number | undefined {
  return memory?.pss;
}

export function formatReport(report: Report): string[] {
  const { servers, syncMs, slow, slowServers, python } = report;
  return [
    `${report.versions}; a sync of the disk takes ${figure(syncMs)} ms.`,
    '',
    ...table(servers, reportLines(report)),
    '',
    '* depends on the sync time of the disk. p50 of one connection; everything else is in memory or CPU time.',
    ...(slow.length === 0
      ? []
      : ['', `On a disk whose syncs take ${slowSyncMs} ms longer, both servers:`, '']),
    ...(slow.length === 0
      ? []
      : table(
          slowServers,
          slow.map(({ kind, ms }) => compare(kind.name, ms)),
        )),
    ...(python.length === 0 ? [] : ['', "The Python client's own time for a call:", '']),
    ...(python.length === 0
      ? []
      : table(
          servers,
          python.map(({ name, ms }) => compare(name, ms)),
        )),
  ];
}

function table(servers: readonly string[], lines: Line[]): string[] {
  const others = servers.slice(0, -1);
  const columns: Column<Line>[] = [
    { title: '', cell: ({ name }) => name },
    { title: '', cell: ({ unit }) => unit },
    ...servers.map((title, index) => ({
      title,
      cell: ({ values }: Line) => figure(values[index]),
      right: true,
    })),
    ...others.map((title, index) => ({
      title: `ratio to ${title}`,
      cell: ({ values }: Line) => ratio(values[index], values.at(-1)),
      right: true,
    })),
    { title: 'aim', cell: ({ aim }) => aim ?? '' },
    { title: '', cell: ({ met }) => (met === undefined ? '' : met ? 'PASS' : 'MISS') },
  ];
  return formatTable(lines, columns);
}

function ratio(theirs: number | undefined, ours: number | undefined): string {
  return theirs === undefined || ours === undefined ? '' : figure(theirs / ours);
}
