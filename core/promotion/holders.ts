import type { Inputs } from '#contract/procedures.ts';
import type { AliasHolder } from '#contract/promotion.ts';
import { listAliasMoves } from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';

/** Who held which alias when, the newest first. @throws NOT_FOUND */
export function readHolders(
  ctx: Pick<EngineContext, 'db'>,
  { name, alias }: Inputs['promotion']['holders'],
): AliasHolder[] {
  const holders: AliasHolder[] = [];
  const now = new Map<string, AliasHolder>();
  for (const move of listAliasMoves(ctx, name).toReversed()) {
    if (alias !== undefined && move.alias !== alias) continue;
    const before = now.get(move.alias);
    if (before !== undefined) Object.assign(before, { to: move.at, end: move.kind });
    now.delete(move.alias);
    if (move.version === null) continue;
    const holder: AliasHolder = {
      alias: move.alias,
      version: move.version,
      from: move.at,
      to: null,
      move: move.kind,
      by: move.actor,
      reason: move.reason,
      end: null,
    };
    now.set(move.alias, holder);
    holders.push(holder);
  }
  return holders.toReversed();
}
