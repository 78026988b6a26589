// A step of `npm run check`: committed files that the code determines must say what the code says, so that a
// changed schema or wire shape shows up in review. `npm run check -- --write` writes them anew.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { repositoryPaths } from '../lib/paths.ts';
import { describeContract } from './contract-snapshot.ts';
import { describeSchema } from './schema-snapshot.ts';

interface GeneratedFile {
  /** in the repository */
  file: string;
  make: () => string;
}

const generated: GeneratedFile[] = [
  { file: 'core/store/schema.sql', make: describeSchema },
  { file: 'core/contract/contract-snapshot.txt', make: describeContract },
];

const { root } = repositoryPaths();
const write = process.argv.includes('--write');

for (const { file, make } of generated) {
  const path = join(root, file);
  const wanted = make();
  const found = existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : '';
  if (wanted === found) continue;
  if (write) {
    writeFileSync(path, wanted);
    console.log(`Wrote ${file}.`);
  } else {
    console.log(`${file} is not what the code says${firstDifference(wanted, found)}`);
    console.log('If the change is meant, run `npm run check -- --write` and commit the file.');
    process.exitCode = 1;
  }
}

function firstDifference(wanted: string, found: string): string {
  const foundLines = found.split('\n');
  const wantedLines = wanted.split('\n');
  const i = wantedLines.findIndex((line, at) => line !== foundLines[at]);
  const line = i < 0 ? wantedLines.length : i;
  return `, first in line ${line + 1}:\n  file: ${foundLines[line] ?? '(ends)'}\n  code: ${wantedLines[line] ?? '(ends)'}`;
}
