import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { FilterClause } from '#contract/run-table.ts';
import { type Condition, type FilterNode, parseFilter, printFilter } from '#core/search/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findExperiment } from '../find.ts';
import { runDialect } from '../search/dialects.ts';
import { countRuns } from '../search/search-runs.ts';

/**
 * See the contract.
 * @throws FILTER_SYNTAX, LIMIT_EXCEEDED
 */
export function explainFilter(
  { db }: Pick<EngineContext, 'db'>,
  { experimentId, filter = '', view = 'active', counts = false }: Inputs['runs']['explainFilter'],
): Outputs['runs']['explainFilter'] {
  const experimentIds = [findExperiment(db, experimentId).id];
  const nodes = clausesOf(parseFilter(filter, runDialect));
  const clauses = nodes.map((node): FilterClause => {
    const condition = node.kind === 'condition' ? describe(node) : null;
    return { text: printClause(node, nodes.length), condition, left: null };
  });
  if (counts) {
    for (const [index, clause] of clauses.entries()) {
      const text = clauses.slice(0, index + 1).map((before) => before.text);
      const query = { experimentIds, filter: text.join(' AND '), view, nesting: 'all' } as const;
      clause.left = countRuns(db, query);
    }
  }
  return { clauses, isMlflow: nodes.every(isMlflowClause) };
}

function clausesOf(filter: FilterNode | null): readonly FilterNode[] {
  if (filter === null) return [];
  return filter.kind === 'and' ? filter.items : [filter];
}

function printClause(node: FilterNode, siblings: number): string {
  const text = printFilter(node, runDialect);
  const isList = node.kind === 'and' || node.kind === 'or';
  return isList && siblings > 1 ? `(${text})` : text;
}

function describe({
  entity,
  key,
  operator,
  value,
  written,
}: Condition): NonNullable<FilterClause['condition']> {
  if (written !== undefined) return { entity, key, operator, value: written.replace(/^'|'$/g, '') };
  return { entity, key, operator, value: typeof value === 'object' && value !== null ? [...value] : value };
}

const mlflowTextOperators = new Set(['=', '!=', 'LIKE', 'ILIKE']);
const textAttributes = new Set(['run_id', 'run_name', 'user_id', 'status', 'artifact_uri']);

/**
 * MLflow's `search_runs` joins comparisons by AND alone, and has no escape for a quote in a text; of attributes only
 * `run_id` takes a list. Held against `SearchUtils.parse_search_filter` of MLflow 3.17.2.
 */
function isMlflowClause(node: FilterNode): boolean {
  return node.kind === 'condition' && hasMlflowTexts(node) && hasMlflowOperator(node);
}

function hasMlflowTexts({ key, value, written }: Condition): boolean {
  if (written !== undefined) return false;
  const texts = typeof value === 'string' ? [value] : Array.isArray(value) ? (value as string[]) : [];
  return !key.includes('`') && !texts.some((text) => text.includes("'") && text.includes('"'));
}

function hasMlflowOperator({ entity, key, operator }: Condition): boolean {
  if (operator === 'IS NULL' || operator === 'IS NOT NULL') return entity === 'param' || entity === 'tag';
  if (entity === 'metric' || (entity === 'attribute' && !textAttributes.has(key))) return true;
  if (mlflowTextOperators.has(operator)) return true;
  const isList = operator === 'IN' || operator === 'NOT IN';
  return isList && (entity === 'dataset' || (entity === 'attribute' && key === 'run_id'));
}
