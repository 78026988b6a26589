// Started in a process of its own: `node run-scanner.ts <folder with node_modules> <folder to scan> <Electron's version>`.
// Prints what the scanner found as one line of JSON that begins with a mark.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';

/** What is used of the scanner. */
type Scanner = (options: object) => Promise<{
  issues: { id: string; file: string; location: { line: number }; sample?: string; description: string }[];
  errors: { file: string; message: string }[];
}>;

const [home = '', input = '', electronVersion = ''] = process.argv.slice(2);
const run = createRequire(join(home, 'package.json'))('@doyensec/electronegativity') as Scanner;

// It asks a server for its words in other languages, which is not there for whoever is offline; without, it has its own.
// Whatever else breaks off shows in the line that is then missing.
process.on('uncaughtException', (error) => process.stderr.write(`${error.message}\n`));

const options = {
  input,
  customScan: [],
  // Asks a server for all of Electron's releases. Which version is used is pinned, and looked after elsewhere.
  excludeFromScan: ['availablesecurityfixesglobalcheck'],
  electronVersionOverride: electronVersion,
  isRelative: true,
  parserPlugins: [],
};

const { issues, errors } = await run(options);
const findings = issues.map(({ id, file, location, sample, description }) => {
  return { check: id, file, line: location.line, sample: sample ?? '', description };
});
const problems = errors.map(({ file, message }) => `${file}: ${message}`);
process.stdout.write(`\nscanned:${JSON.stringify({ findings, problems })}\n`);
// A request for words in other languages may still be open.
process.exit(0);
