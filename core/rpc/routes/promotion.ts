import * as promotion from '#core/promotion/index.ts';
import { os } from '../os.ts';

export const promotionRoutes = {
  parity: os.promotion.parity.handler(({ context, input }) =>
    promotion.readParity(context.engine, context.services.python, input),
  ),
  gates: os.promotion.gates.handler(({ context, input, signal }) =>
    promotion.runGates(
      { ctx: context.engine, python: context.services.python, models: context.services.serving.models },
      input,
      signal,
    ),
  ),
  rollbackPlan: os.promotion.rollbackPlan.handler(({ context, input }) =>
    promotion.readRollbackPlan(
      {
        ctx: context.engine,
        python: context.services.python,
        serving: context.services.serving.status(context.engine),
      },
      input,
    ),
  ),
  holders: os.promotion.holders.handler(({ context, input }) => ({
    holders: promotion.readHolders(context.engine, input),
  })),
  card: os.promotion.card.handler(({ context, input }) => promotion.readCard(context.engine, input)),
  cardDocument: os.promotion.cardDocument.handler(({ context, input }) =>
    promotion.writeCard(context.engine, input),
  ),
  timeline: os.promotion.timeline.handler(({ context, input }) =>
    promotion.readTimeline(context.engine, input),
  ),
};
