export { aliasMovesQuery, modelListQuery } from './queries.ts';
