/** A port as it is typed. @throws Error that names what was typed */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (port >= 0 && port <= 65_535) return port;
  throw new RangeError(
    `--port is "${text}", but a port is a number from 1 to 65535, or 0 for any that is free.`,
  );
}
