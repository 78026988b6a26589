/** What the preload and the main process call the things they tell each other. */
export const channels = {
  /** page to main: wants a port */
  connect: 'stile:connect',
  /** main to page: carries the port */
  port: 'stile:port',
  /** main to page: the engine's status */
  engine: 'stile:engine',
  /** page to main: asks for what only a desktop can do, and waits for the answer */
  ask: 'stile:ask',
  /** main to page: what happened around the window */
  shell: 'stile:shell',
} as const;
