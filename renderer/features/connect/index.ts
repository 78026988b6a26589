/** How code of the user's own logs here. */
export { trackingLine, usualPlace } from './connect-code.ts';
