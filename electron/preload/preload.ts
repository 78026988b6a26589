import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type {
  DesktopBridge,
  EngineStateMessage,
  EngineStatus,
  PortMessage,
  ShellEventMessage,
} from '#contract/desktop.ts';
import type { ShellEvent } from '#contract/shell.ts';
import { channels } from './channels.ts';

const bridge: DesktopBridge<File> = {
  platform: process.platform,
  connect: () => ipcRenderer.send(channels.connect),
  pathForFile: (file) => webUtils.getPathForFile(file),
  ask: (verb, input) => ipcRenderer.invoke(channels.ask, verb, input),
};

contextBridge.exposeInMainWorld('stile', bridge);

// Ports cannot pass the context bridge; posting them to the page's own window is the documented way.
ipcRenderer.on(channels.port, (event) => {
  const message: PortMessage = { type: 'stile:port' };
  window.postMessage(message, location.origin, event.ports);
});

ipcRenderer.on(channels.engine, (_event, status: EngineStatus) => {
  const message: EngineStateMessage = { type: 'stile:engine', status };
  window.postMessage(message, location.origin);
});

ipcRenderer.on(channels.shell, (_event, event: ShellEvent) => {
  const message: ShellEventMessage = { type: 'stile:shell', event };
  window.postMessage(message, location.origin);
});
