export { FilePreview } from './preview/file-preview.tsx';
export type { FileSource } from './preview/file-source.ts';
