import type { FastifyRequest } from 'fastify';
import { missingField } from '../wire/fields.ts';

/** A field of the query string; the first where it is repeated. */
export function queryText(request: FastifyRequest, name: string): string | undefined {
  const value = (request.query as Record<string, string | string[]>)[name];
  return Array.isArray(value) ? value[0] : value;
}

/** @throws INVALID_ARGUMENT in MLflow's words */
export function requiredText(request: FastifyRequest, name: string): string {
  const value = queryText(request, name);
  if (value === undefined || value === '') throw missingField(name);
  return value;
}
