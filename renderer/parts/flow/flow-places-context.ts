import { createContext, use } from 'react';
import type { Places } from './layout/flow-places.ts';

export const FlowPlacesContext = createContext<Places>(new Map());

/** Where tasks are drawn at this moment, those under the hand included. */
export function useFlowPlaces(): Places {
  return use(FlowPlacesContext);
}
