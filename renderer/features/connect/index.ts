/** How code of the user's own logs here. */
export { firstScript, trackingLine, usualPlace } from './connect-code.ts';
export { Copyable } from './copyable.tsx';
export { Teach } from './teach.tsx';
