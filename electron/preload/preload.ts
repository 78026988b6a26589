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

type Message = PortMessage | EngineStateMessage | ShellEventMessage;

/** Ports cannot pass the context bridge; posting to the page's own window is the documented way. */
function post(message: Message, ports: readonly MessagePort[] = []): void {
  window.postMessage(message, location.origin, [...ports]);
}

ipcRenderer.on(channels.port, ({ ports }) => post({ type: 'stile:port' }, ports));
ipcRenderer.on(channels.engine, (_event, status: EngineStatus) => post({ type: 'stile:engine', status }));
ipcRenderer.on(channels.shell, (_event, event: ShellEvent) => post({ type: 'stile:shell', event }));
