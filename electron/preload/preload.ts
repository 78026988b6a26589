import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { DesktopBridge, EngineStateMessage, EngineStatus, PortMessage } from '#contract/desktop.ts';
import { channels } from './channels.ts';

const bridge: DesktopBridge<File> = {
  platform: process.platform,
  connect: () => ipcRenderer.send(channels.connect),
  pathForFile: (file) => webUtils.getPathForFile(file),
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
