import { isContractProcedure } from '@orpc/contract';
import * as z from 'zod';
import { errorTable } from '#contract/errors.ts';
import { engineEvent } from '#contract/events.ts';
import { contract } from '#contract/procedures.ts';
import { flattenSchema } from './flatten-schema.ts';

/** The wire's shape, one line per field of every procedure, event and error: what a review reads in a diff. */
export function describeContract(): string {
  const errors = Object.entries(errorTable).flatMap(([code, { httpStatus, data }]) => [
    `error ${code} ${httpStatus}`,
    ...describeShape(`error ${code} data`, data, 'output'),
  ]);
  const events = describeShape('event', engineEvent, 'output');
  return `${[...describeProcedures(contract, []), ...events, ...errors].join('\n')}\n`;
}

function describeProcedures(router: object, path: string[]): string[] {
  return Object.entries(router).flatMap(([name, member]: [string, object]) => {
    const here = [...path, name];
    if (!isContractProcedure(member)) return describeProcedures(member, here);
    const shapes: { inputSchema?: unknown; outputSchema?: unknown } = member['~orpc'];
    const title = here.join('.');
    return [
      ...describeShape(`${title} input`, shapes.inputSchema, 'input'),
      ...describeShape(`${title} output`, shapes.outputSchema, 'output'),
    ];
  });
}

/** A stream's schema is oRPC's own: only that it is one can be said. Files have no JSON shape. */
function describeShape(title: string, schema: unknown, io: 'input' | 'output'): string[] {
  if (!(schema instanceof z.ZodType)) return [`${title}: ${schema === undefined ? 'nothing' : 'stream'}`];
  return flattenSchema(title, z.toJSONSchema(schema, { io, unrepresentable: 'any' }));
}
