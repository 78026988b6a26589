/** The page that makes a workspace of a `.stile` file. */
export function placeOfImport(path: string): string {
  return `/welcome?import=${encodeURIComponent(path)}`;
}
