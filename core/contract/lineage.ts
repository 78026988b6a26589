import * as z from 'zod';
import { base } from './base.ts';
import { timestamp } from './entities.ts';

/** ML Metadata's split: artifacts are things, executions are what made or used them. */
export const lineageNode = z.object({
  /**
   * `datasets:/reviews/1`, `files:/data/raw.csv?sha256=<hex>`, `runs:/<id>`, `tasks:/<pipeline run>/<task>/<try>`,
   * `models:/sentiment_classifier/2`, `batches:/7`, `alerts:/3`
   */
  uri: z.string(),
  nodeKind: z.enum(['artifact', 'execution']),
  /** ML Metadata's type name: `DatasetVersion`, `Run`, `ModelVersion`, `Batch`, `Alert`, ... */
  type: z.string(),
  name: z.string(),
  at: timestamp,
  /** Of an execution; null for an artifact. */
  state: z.enum(['RUNNING', 'COMPLETE', 'FAILED', 'CANCELED']).nullable(),
  /** SHA-256 of the content, or what else tells it apart; null where none was recorded. */
  digest: z.string().nullable(),
  /** Steps from the node that was asked about. */
  distance: z.number().int(),
});
export type LineageNode = z.infer<typeof lineageNode>;

export const lineageGraph = z.object({
  nodes: z.array(lineageNode),
  /** In the direction in which things are made: from an input to what used it, from an execution to its output. */
  edges: z.array(z.object({ from: z.string(), to: z.string() })),
  /** True when `depth` cut something off. */
  isCut: z.boolean(),
});
export type LineageGraph = z.infer<typeof lineageGraph>;

/** What a search finds: a node without its place in a graph. */
export const lineageHit = lineageNode.omit({ digest: true, distance: true });
export type LineageHit = z.infer<typeof lineageHit>;

export const lineageProcedures = {
  /** By a part of the name or the address, the last recorded first; every word of `text` must be there. */
  search: base
    .input(
      z.strictObject({
        text: z.string().max(200).default(''),
        /** Only these, such as `DatasetVersion`; left out, all. */
        types: z.array(z.string()).optional(),
        maxResults: z.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ hits: z.array(lineageHit) })),
  /** `upstream`: what made this. `downstream`: what this touches. */
  trace: base
    .input(
      z.strictObject({
        uri: z.string(),
        direction: z.enum(['upstream', 'downstream', 'both']).default('both'),
        depth: z.number().int().min(1).max(50).default(20),
      }),
    )
    .output(lineageGraph),
};
