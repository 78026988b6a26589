export { servingStatusQuery, versionFilesQuery } from './queries.ts';
export { readLines, takesTexts, type SignatureLine } from './read-signature.ts';
export { TryIt, TryVersion } from './try-it.tsx';
