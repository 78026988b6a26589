/** Columns that a window holds: more than a screen shows. */
export const mostWindowColumns = 200;
