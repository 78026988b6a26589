/** Columns that a window holds: more than a screen shows. */
export const mostWindowColumns = 200;

/** Characters of a cell that a window holds: pictures in tables would make it hundreds of megabytes. */
const mostCharacters = 10_000;

/** A longer cell ends in an ellipsis. */
export function cutCell(cell: string | null): string | null {
  return cell === null || cell.length <= mostCharacters ? cell : `${cell.slice(0, mostCharacters - 1)}…`;
}
