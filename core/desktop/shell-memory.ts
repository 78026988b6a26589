import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { presentation, shellSettings } from '#contract/shell.ts';
import { writeFileAtomic } from '#core/kernel/files.ts';
import { parseJson } from '#core/kernel/json.ts';

const remembered = z.object({
  /** null: no page has said yet how the desktop looks */
  presentation: presentation.nullable().catch(null),
  settings: shellSettings.catch({ keepInBackground: false, notifications: true }),
  /** The folder that a dialog opens in; null: the system's own choice. */
  lastFolder: z.string().nullable().catch(null),
});
type Remembered = z.infer<typeof remembered>;

/** What the desktop's shell knows from one start to the next. */
export interface ShellMemory {
  readonly now: Readonly<Remembered>;
  /** Changes it and writes it down; a disk that cannot be written costs the memory, nothing else. */
  keep(change: Partial<Remembered>): void;
}

/** Reads what was kept in `file`. What is missing or damaged there is as on the first start. */
export function openShellMemory(file: string): ShellMemory {
  let now = read(file);
  return {
    get now() {
      return now;
    },
    keep: (change) => {
      now = { ...now, ...change };
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileAtomic(file, JSON.stringify(now));
      } catch {
        // It is written again with the next change.
      }
    },
  };
}

function read(file: string): Remembered {
  try {
    return remembered.parse(parseJson(readFileSync(file, 'utf8')));
  } catch {
    return remembered.parse({});
  }
}
