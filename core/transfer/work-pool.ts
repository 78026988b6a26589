/** Runs some pieces of work at the same time, as they are given. */
export interface WorkPool {
  /** Starts it once there is room; resolves then. @throws what an earlier piece threw */
  add(work: () => Promise<void>): Promise<void>;
  /** Resolves when all are over. @throws what one of them threw */
  drain(): Promise<void>;
}

export function createWorkPool(limit: number): WorkPool {
  const running = new Set<Promise<void>>();
  let failure: { error: unknown } | null = null;
  const check = (): void => {
    if (failure !== null) throw failure.error;
  };
  return {
    async add(work) {
      while (running.size >= limit) await Promise.race(running);
      check();
      const piece = work().catch((error: unknown) => {
        failure ??= { error };
      });
      running.add(piece);
      void piece.then(() => running.delete(piece));
    },
    async drain() {
      await Promise.all(running);
      check();
    },
  };
}
