/** What a check of a database file found, as its thread reports it. */
export interface CheckReport {
  problems: string[];
  ms: number;
}

/** The file that is to be checked. */
export interface CheckOrder {
  file: string;
}

/** So many findings are told; one is reason enough to restore. */
export const maxProblems = 20;
