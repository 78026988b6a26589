import type { LineageGraph, LineageNode } from '#contract/lineage.ts';
import { showValue, StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';

export interface TraceQuery {
  uri: string;
  /** `upstream`: what made this. `downstream`: what was made of it. */
  direction: 'upstream' | 'downstream' | 'both';
  /** How many steps away from `uri`; from an artifact to an execution is one. */
  depth: number;
}

/**
 * Everything that leads to a thing, or that it leads to, nearest first. With `both` these are its ancestors and its
 * descendants, not the cousins that merely share one. Circles end where they close.
 * @throws NOT_FOUND with kind `lineage` when nothing is recorded about `uri`
 */
export function traceLineage(ctx: Pick<EngineContext, 'db'>, query: TraceQuery): LineageGraph {
  const start = findNode(ctx.db, query.uri);
  const distances = measureDistances(ctx.db, start, query);
  let isCut = false;
  for (const [node, distance] of distances) {
    if (distance <= query.depth) continue;
    isCut = true;
    distances.delete(node);
  }
  const nodes = readNodes(ctx.db, distances);
  return { nodes: sortNodes(nodes), edges: readEdges(ctx.db, nodes), isCut };
}

/** In the tables of one trace an artifact is its id, an execution its id with a minus. */
type NodeKey = number;

/** A file of a run, `runs:/<id>/model`, is traced as the run that holds it. */
function findNode(db: ReadableDb, uri: string): NodeKey {
  const run = /^(runs:\/[^/]+)\/.+$/.exec(uri)?.[1];
  const found = findExact(db, uri) ?? (run === undefined ? null : findExact(db, run)) ?? findNewest(db, uri);
  if (found !== null) return found;
  throw new StileError(
    'NOT_FOUND',
    `Nothing is recorded about "${showValue(uri)}". An address looks like datasets:/reviews/1, runs:/<run id>, ` +
      'models:/churn/2, files:/data/raw.csv, tasks:/<run id>/<task>, batches:/7 or alerts:/3; a thing is known from the ' +
      'moment that something is made of it.',
    { kind: 'lineage', id: showValue(uri) },
  );
}

/**
 * What is named without its last part is traced as it was last: a file without the digest of its content, a task without
 * the number of its try.
 */
function findNewest(db: ReadableDb, uri: string): NodeKey | null {
  if (uri.startsWith('files:/')) return findLast(db, 'SELECT id AS node FROM lineage_artifacts', `${uri}?`);
  if (uri.startsWith('tasks:/')) return findLast(db, 'SELECT -id AS node FROM lineage_executions', `${uri}/`);
  return null;
}

/** The one that was recorded last of those whose address begins so. */
function findLast(db: ReadableDb, select: string, prefix: string): NodeKey | null {
  const end = `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)}`;
  const row = db.get<{ node: number }>(
    `${select} WHERE uri >= ? AND uri < ? ORDER BY id DESC LIMIT 1`,
    prefix,
    end,
  );
  return row?.node ?? null;
}

function findExact(db: ReadableDb, uri: string): NodeKey | null {
  const row = db.get<{ node: number }>(
    `SELECT id AS node FROM lineage_artifacts WHERE uri = ?
     UNION ALL SELECT -id FROM lineage_executions WHERE uri = ?`,
    uri,
    uri,
  );
  return row?.node ?? null;
}

/** Steps to every node within `depth` + 1: what is one step too far says that something was cut off. */
function measureDistances(db: ReadableDb, start: NodeKey, query: TraceQuery): Map<NodeKey, number> {
  const distances = new Map<NodeKey, number>([[start, 0]]);
  if (query.direction !== 'downstream') walk(db, start, 'upstream', query.depth + 1, distances);
  if (query.direction !== 'upstream') walk(db, start, 'downstream', query.depth + 1, distances);
  return distances;
}

function walk(
  db: ReadableDb,
  start: NodeKey,
  direction: 'upstream' | 'downstream',
  depth: number,
  distances: Map<NodeKey, number>,
): void {
  const rows = db.all<{ node: number; stepsLeft: number }>(walkSql[direction], start, depth);
  for (const { node, stepsLeft } of rows) {
    const distance = depth - stepsLeft;
    if (distance < (distances.get(node) ?? Infinity)) distances.set(node, distance);
  }
}

const walkSql = {
  upstream: buildWalkQuery({ artifactToExecution: 'OUTPUT', executionToArtifact: 'INPUT' }),
  downstream: buildWalkQuery({ artifactToExecution: 'INPUT', executionToArtifact: 'OUTPUT' }),
};

/**
 * UNION drops a node that was met at the same distance before, and the distance is limited: so a circle, and paths of
 * different lengths to one node, cost at most nodes times depth.
 */
function buildWalkQuery(follow: { artifactToExecution: string; executionToArtifact: string }): string {
  return `
WITH RECURSIVE found (node, steps_left) AS (
  VALUES (CAST(? AS INTEGER), CAST(? AS INTEGER))
  UNION
  SELECT -event.execution_id, steps_left - 1 FROM found JOIN lineage_events event ON event.artifact_id = node
  WHERE steps_left > 0 AND node > 0 AND event.direction = '${follow.artifactToExecution}'
  UNION
  SELECT event.artifact_id, steps_left - 1 FROM found JOIN lineage_events event ON event.execution_id = -node
  WHERE steps_left > 0 AND node < 0 AND event.direction = '${follow.executionToArtifact}'
)
SELECT node, max(steps_left) AS stepsLeft FROM found GROUP BY node`;
}

interface NodeRow {
  node: number;
  uri: string;
  type: string;
  name: string;
  at: number;
  state: LineageNode['state'];
  digest: string | null;
}

function readNodes(db: ReadableDb, distances: ReadonlyMap<NodeKey, number>): Map<NodeKey, LineageNode> {
  const rows = db.all<NodeRow>(
    `SELECT a.id AS node, uri, a.type, name, created_at AS at, NULL AS state, digest
     FROM json_each(?) ids JOIN lineage_artifacts a ON a.id = ids.value
     UNION ALL
     SELECT -e.id, uri, e.type, name, created_at, state, NULL
     FROM json_each(?) ids JOIN lineage_executions e ON e.id = ids.value`,
    JSON.stringify([...distances.keys()].filter((node) => node > 0)),
    JSON.stringify(executionIds(distances.keys())),
  );
  const nodes = new Map<NodeKey, LineageNode>();
  for (const { node, uri, type, name, at, state, digest } of rows) {
    const nodeKind = node > 0 ? 'artifact' : 'execution';
    nodes.set(node, { uri, nodeKind, type, name, at, state, digest, distance: distances.get(node) ?? 0 });
  }
  return nodes;
}

/** The nearest first; at one distance, which is either artifacts or executions, in the order of their making. */
function sortNodes(nodes: ReadonlyMap<NodeKey, LineageNode>): LineageNode[] {
  return [...nodes]
    .sort(([a, near], [b, far]) => near.distance - far.distance || Math.abs(a) - Math.abs(b))
    .map(([, node]) => node);
}

/** Every event between two nodes of the graph. */
function readEdges(db: ReadableDb, nodes: ReadonlyMap<NodeKey, LineageNode>): LineageGraph['edges'] {
  const events = db.all<{ artifact: number; execution: number; isInput: number }>(
    `SELECT artifact_id AS artifact, execution_id AS execution, direction = 'INPUT' AS isInput
     FROM json_each(?) ids CROSS JOIN lineage_events ON execution_id = ids.value`,
    JSON.stringify(executionIds(nodes.keys())),
  );
  const edges: LineageGraph['edges'] = [];
  for (const { artifact, execution, isInput } of events) {
    const artifactUri = nodes.get(artifact)?.uri;
    const executionUri = nodes.get(-execution)?.uri;
    if (artifactUri === undefined || executionUri === undefined) continue;
    edges.push(
      isInput === 1 ? { from: artifactUri, to: executionUri } : { from: executionUri, to: artifactUri },
    );
  }
  return edges;
}

function executionIds(nodes: Iterable<NodeKey>): number[] {
  return [...nodes].filter((node) => node < 0).map((node) => -node);
}
