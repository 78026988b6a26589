export { aliasMovesQuery, modelListQuery, modelVersionsQuery } from './queries.ts';
