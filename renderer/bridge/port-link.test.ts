import { expect, it } from 'vitest';
import { ConnectionLostError } from './problems.ts';
import { createPortLink } from './port-link.ts';

/** Ports whose other end is held here and never answers. */
function createSilentShell() {
  const others: MessagePort[] = [];
  const ports: MessagePort[] = [];
  return {
    others,
    ports,
    requestPort: () => {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1);
      others.push(port2);
      return Promise.resolve(port1);
    },
    end: () => [...ports, ...others].forEach((port) => port.close()),
  };
}

it('a call on a port whose engine is silent fails, and the next call asks for a new port', async () => {
  const shell = createSilentShell();
  const link = createPortLink({ requestPort: shell.requestPort, quietMs: 20 });
  await expect(link.call(['runs', 'get'], {}, { context: {} })).rejects.toBeInstanceOf(ConnectionLostError);
  await expect(link.call(['runs', 'get'], {}, { context: {} })).rejects.toBeInstanceOf(ConnectionLostError);
  expect(shell.ports).toHaveLength(2);
  shell.end();
});

it('a close fails the calls in flight at once', async () => {
  const shell = createSilentShell();
  const link = createPortLink({ requestPort: shell.requestPort, quietMs: 60_000 });
  const call = link.call(['runs', 'get'], {}, { context: {} });
  await Promise.resolve();
  await Promise.resolve();
  shell.ports[0]?.dispatchEvent(new Event('close'));
  await expect(call).rejects.toThrow();
  shell.end();
});

it('gives a call up after its time, though the engine is alive', async () => {
  const shell = createSilentShell();
  const link = createPortLink({ requestPort: shell.requestPort, quietMs: 60_000, timeoutMs: 20 });
  await expect(link.call(['runs', 'get'], {}, { context: {} })).rejects.toThrow('no answer in time');
  shell.end();
});
