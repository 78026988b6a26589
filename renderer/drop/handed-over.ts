/**
 * What was dropped and a form is to take; the form empties it. `dataset` gets a version of it, null: it becomes one of
 * its own. The form of another page may still be there while the next one comes, and must leave it alone.
 */
export type HandedOver = { readonly dataset: string | null } & (
  | { readonly kind: 'data'; readonly file: File }
  /** An SQLite file: where it lies, empty where the host does not tell. */
  | { readonly kind: 'database'; readonly path: string }
);
