export { datasetListQuery, inspectionQuery } from './queries.ts';
export { sendFile } from './send-file.ts';
