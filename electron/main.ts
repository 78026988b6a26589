import * as electron from 'electron';
import { buildShellPaths } from './paths.ts';
import { startShell } from './shell.ts';

startShell(
  electron,
  buildShellPaths(import.meta.dirname, electron.app.isPackaged ? process.resourcesPath : null),
);
