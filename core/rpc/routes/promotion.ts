import * as promotion from '#core/promotion/index.ts';
import { os } from '../os.ts';

export const promotionRoutes = {
  timeline: os.promotion.timeline.handler(({ context, input }) =>
    promotion.readTimeline(context.engine, input),
  ),
};
