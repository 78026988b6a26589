/** What the preload and the main process call the three things they tell each other. */
export const channels = {
  /** page to main: wants a port */
  connect: 'stile:connect',
  /** main to page: carries the port */
  port: 'stile:port',
  /** main to page: the engine's status */
  engine: 'stile:engine',
} as const;
