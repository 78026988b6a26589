/** One step of the schema. Once released, a step is never edited: the next change is a new step. */
export interface Migration {
  /** 1, 2, 3 ... without gaps. */
  id: number;
  name: string;
  sql: string;
}
