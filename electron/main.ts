import * as electron from 'electron';
import { buildShellPaths } from '#core/desktop/program-paths.ts';
import { startShell } from './shell.ts';

startShell(
  electron,
  buildShellPaths(import.meta.dirname, electron.app.isPackaged ? process.resourcesPath : null),
);
