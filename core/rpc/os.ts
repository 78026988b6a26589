import { implement, type ImplementerInternalWithMiddlewares } from '@orpc/server';
import { contract, type Contract } from '#contract/procedures.ts';
import { errorBorder } from './error-border.ts';
import type { RpcContext } from './rpc-context.ts';

/** Named, because the compiler refuses to write down the whole contract in its place. */
type Os = ImplementerInternalWithMiddlewares<Contract, RpcContext, RpcContext>;

/** What every route is made with. */
export const os: Os = implement(contract).$context<RpcContext>().use(errorBorder);

/** For procedures that answer nothing. */
export const done = async (work: Promise<unknown>): Promise<Record<string, never>> => {
  await work;
  return {};
};
