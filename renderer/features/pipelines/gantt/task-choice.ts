/** A task of a run; -1 where it is no instance of a map. */
export type TaskChoice = { readonly taskId: string; readonly mapIndex: number };
