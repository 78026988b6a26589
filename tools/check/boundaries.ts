// A step of `npm run check`; what it checks is in cruise.ts.
import process from 'node:process';
import { repositoryPaths } from '../lib/paths.ts';
import { checkBoundaries } from './cruise.ts';

const { lines, passed } = checkBoundaries(repositoryPaths().root);
for (const line of lines) console.log(line);
process.exitCode = passed ? 0 : 1;
