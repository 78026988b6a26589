/** Compressed sparse rows: row i has `values[p]` in column `indices[p]` for p from `offsets[i]` to `offsets[i + 1]`. */
export interface SparseMatrix {
  rows: number;
  columns: number;
  /** rows + 1 entries */
  offsets: Int32Array;
  indices: Int32Array;
  values: Float64Array;
}
