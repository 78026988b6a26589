export { ColumnTable } from './column-table.tsx';
export { datasetListQuery, inspectionQuery } from './queries.ts';
export { sendFile } from './send-file.ts';
