// Makes the workspace of the story: `node core/testing/gallery/make-gallery.ts <folder> [runs] [seed]`.
import process from 'node:process';
import { openGallery } from './open-gallery.ts';

const [workspace, runs, seed] = process.argv.slice(2);
if (workspace === undefined) throw new Error('Name the folder of the new workspace.');
const report = await openGallery(workspace, { runs: Number(runs ?? 0), seed: Number(seed ?? 1) });
process.stdout.write(`${JSON.stringify(report)}\n`);
