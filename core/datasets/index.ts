/** Datasets: immutable versions of files and tables, what they hold, and how they differ. */
export { datasetsActivity } from './activity-parts.ts';
export { addDataset, addTable } from './add.ts';
export { describeDataset } from './describe.ts';
export { diffDataset } from './diff.ts';
export { findDatasetVersion } from './find.ts';
export { restoreDataset, verifyDataset } from './files-of-version.ts';
export { toCell } from './formats/parquet.ts';
export { inspectSource } from './inspect.ts';
export { readColumns } from './read-columns.ts';
export { getDataset, listDatasets, listDatasetVersions, previewDataset } from './reads.ts';
export { recoverDatasets } from './recover.ts';
export { uploadPiece } from './sources/upload.ts';
export { datasetTaskTypes } from './tasks/index.ts';
export { createTableWindows, type TableWindows } from './windows/table-window.ts';
