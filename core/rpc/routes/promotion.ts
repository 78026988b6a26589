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
  timeline: os.promotion.timeline.handler(({ context, input }) =>
    promotion.readTimeline(context.engine, input),
  ),
};
