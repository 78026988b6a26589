import { useTellProblem } from '../parts/use-tell-problem.ts';

/** Does what shows by itself that it was done, such as a dialog or a folder; that it failed is said. */
export function useShellAct(): (run: () => Promise<unknown>) => void {
  const tellProblem = useTellProblem();
  return (run) => void run().catch(tellProblem);
}
