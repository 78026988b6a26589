/** What was dropped and a form is to take; the form empties it. */
export type HandedOver =
  | { readonly kind: 'data'; readonly file: File }
  /** An SQLite file: where it lies, empty where the host does not tell. */
  | { readonly kind: 'database'; readonly path: string };
