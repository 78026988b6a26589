import { readFile } from 'node:fs/promises';
import { systemCode } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import { TaskFailedForGood, type TaskOutputs } from '#core/tasks/index.ts';

/** All outputs of a task together, in bytes: what is more belongs into a file. */
const maxOutputBytes = 1_000_000;

/**
 * Reads what a program has written to STILE_OUTPUT: lines `name=value`, blocks `name<<END` up to a line `END`, and JSON
 * lines `{"name": ..., "value": ...}`, whose values keep their kind. A later line of the same name wins. The form is that
 * of the output files of CI systems.
 * @throws TaskFailedForGood for a file that is too large or that holds something else
 */
export async function readOutputFile(file: string): Promise<TaskOutputs> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  });
  const size = Buffer.byteLength(text);
  if (size <= maxOutputBytes) return parseOutputs(text);
  throw new TaskFailedForGood(
    `The outputs take ${size.toLocaleString('en')} bytes; ${maxOutputBytes.toLocaleString('en')} are allowed. Write the data to a file in the folder STILE_ARTIFACTS, and its path as the output.`,
  );
}

export function parseOutputs(text: string): TaskOutputs {
  const outputs: TaskOutputs = {};
  const lines = text.split(/\r\n|\n/);
  for (let n = 0; n < lines.length; n++) {
    const line = lines[n] ?? '';
    if (line.trim() === '') continue;
    if (line.trimStart().startsWith('{')) {
      readJsonLine(line, n, outputs);
      continue;
    }
    const block = blockStart.exec(line);
    const [, name = '', rest = ''] = block ?? plainLine.exec(line) ?? noLine(line, n);
    if (block === null) outputs[name] = rest;
    else n = readBlock(lines, n, { name, end: rest }, outputs);
  }
  return outputs;
}

const blockStart = /^([A-Za-z_][\w-]*)<<(\S+)$/;
const plainLine = /^([A-Za-z_][\w-]*)=(.*)$/;

/** Returns the index of the block's last line. */
function readBlock(
  lines: readonly string[],
  start: number,
  { name, end }: { name: string; end: string },
  outputs: TaskOutputs,
): number {
  const last = lines.indexOf(end, start + 1);
  if (last === -1) {
    throw new TaskFailedForGood(
      `STILE_OUTPUT, line ${start + 1}: the block "${name}" has no end. Write a line with ${end} alone behind it.`,
    );
  }
  outputs[name] = lines.slice(start + 1, last).join('\n');
  return last;
}

function readJsonLine(line: string, index: number, outputs: TaskOutputs): void {
  let parsed;
  try {
    parsed = parseJson(line);
  } catch {
    noLine(line, index);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return noLine(line, index);
  const { name, value = null } = parsed;
  if (typeof name !== 'string' || name === '') return noLine(line, index);
  outputs[name] = value;
}

function noLine(line: string, index: number): never {
  throw new TaskFailedForGood(
    `STILE_OUTPUT, line ${index + 1}: "${line.slice(0, 80)}" is no output. Write name=value, a block name<<END, or {"name": "...", "value": ...}.`,
  );
}
