import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEngine, type Engine } from '#core/engine.ts';
import { openHttpHost } from '#core/http/index.ts';
import { createFakeClock, type FakeClock } from '#core/testing/fake-clock.ts';
import { createMlflowCaller, type MlflowCaller } from '#core/testing/mlflow-client.ts';
import { testEngineOptions, withFolder } from '#core/testing/with-engine.ts';
import { sendRaw } from '#core/testing/with-http-host.ts';

interface Session {
  engine: Engine;
  mlflow: MlflowCaller;
  address: string;
}

/** An engine that listens on this workspace for as long as `fn` takes. */
async function withSession<T>(
  workspace: string,
  clock: FakeClock,
  fn: (session: Session) => Promise<T>,
): Promise<T> {
  const engine = await openEngine({ ...testEngineOptions(workspace), clock });
  const host = await openHttpHost({ engine, rendererFolder: workspace, port: 0 });
  const mlflow = createMlflowCaller({ send: (path, options) => sendRaw(host.address, path, options) });
  try {
    return await fn({ engine, mlflow, address: host.address });
  } finally {
    engine.hub.close();
    await host.stop();
    await engine.stop();
  }
}

function withWorkspace<T>(fn: (workspace: string, clock: FakeClock) => Promise<T>): Promise<T> {
  return withFolder((folder) => fn(join(folder, 'workspace'), createFakeClock()));
}

const message = { experiment_id: '0', start_time: 5, tags: [{ key: 'mlflow.user', value: 'a' }] };

/** Sends the same create as `mlflow.createRun(message)` and is gone before the answer. */
async function createAndVanish(session: Session): Promise<string> {
  const before = new Set(runIds(session.engine));
  sendAndVanish(session);
  for (;;) {
    const made = runIds(session.engine).find((id) => !before.has(id));
    if (made !== undefined) return made;
    await new Promise(setImmediate);
  }
}

function sendAndVanish({ address }: Session): void {
  const { hostname, port } = new URL(address);
  const body = JSON.stringify(message);
  const request = [
    'POST /api/2.0/mlflow/runs/create HTTP/1.1',
    `Host: ${hostname}:${port}`,
    'User-Agent: mlflow-python-client/3.17.2',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ];
  const socket = connect(Number(port), hostname);
  socket.write(request.join('\r\n'), () => socket.destroy());
}

function runIds({ ctx }: Engine): string[] {
  return ctx.db.all<{ uuid: string }>('SELECT uuid FROM runs').map(({ uuid }) => uuid);
}

describe('a create whose answer was lost', () => {
  it('gets that answer when it is sent again, once', () =>
    withWorkspace((workspace, clock) =>
      withSession(workspace, clock, async (session) => {
        const lost = await createAndVanish(session);
        expect(await session.mlflow.createRun(message)).toBe(lost);
        const genuine = await session.mlflow.createRun(message);
        expect(genuine).not.toBe(lost);
        expect(runIds(session.engine)).toHaveLength(2);
      }),
    ));

  it('gets it also when the second answer was lost too', () =>
    withWorkspace((workspace, clock) =>
      withSession(workspace, clock, async (session) => {
        const lost = await createAndVanish(session);
        sendAndVanish(session);
        // Answered after the one that vanished: both writes stand in one queue.
        expect(await session.mlflow.createRun(message)).toBe(lost);
        expect(runIds(session.engine)).toEqual([lost]);
      }),
    ));

  it('gets it from an engine that was started anew in between', () =>
    withWorkspace(async (workspace, clock) => {
      const lost = await withSession(workspace, clock, createAndVanish);
      await withSession(workspace, clock, async ({ engine, mlflow }) => {
        expect(await mlflow.createRun(message)).toBe(lost);
        expect(runIds(engine)).toEqual([lost]);
      });
    }));

  it('is a new one for another client, another message, or after ten minutes', () =>
    withWorkspace((workspace, clock) =>
      withSession(workspace, clock, async (session) => {
        const { mlflow } = session;
        const lost = await createAndVanish(session);
        expect(await mlflow.createRun({ ...message, start_time: 6 })).not.toBe(lost);
        const other = { headers: { 'user-agent': 'mlflow-python-client/3.4.0' } };
        const { body } = await mlflow.post('/runs/create', message, other);
        expect(JSON.stringify(body)).not.toContain(lost);
        clock.advance(11 * 60_000);
        expect(await mlflow.createRun(message)).not.toBe(lost);
      }),
    ));
});

describe('two creates that are the same and both answered', () => {
  it('make two runs, one after the other and at the same time', () =>
    withWorkspace((workspace, clock) =>
      withSession(workspace, clock, async ({ engine, mlflow }) => {
        const ids = [await mlflow.createRun(message), await mlflow.createRun(message)];
        ids.push(...(await Promise.all(Array.from({ length: 20 }, () => mlflow.createRun(message)))));
        expect(new Set(ids).size).toBe(22);
        expect(runIds(engine)).toHaveLength(22);
      }),
    ));

  it('make two runs also when the engine was stopped in between', () =>
    withWorkspace(async (workspace, clock) => {
      const first = await withSession(workspace, clock, ({ mlflow }) => mlflow.createRun(message));
      await withSession(workspace, clock, async ({ mlflow }) => {
        expect(await mlflow.createRun(message)).not.toBe(first);
      });
    }));

  it('leave nothing behind', () =>
    withWorkspace(async (workspace, clock) => {
      await withSession(workspace, clock, ({ mlflow }) => mlflow.createRun(message));
      await withSession(workspace, clock, async ({ engine }) => {
        expect(engine.ctx.db.all('SELECT * FROM create_requests')).toEqual([]);
      });
    }));

  it('leave nothing behind when nobody has come back for the answer of one', () =>
    withWorkspace(async (workspace, clock) => {
      await withSession(workspace, clock, createAndVanish);
      clock.advance(11 * 60_000);
      await withSession(workspace, clock, () => Promise.resolve());
      await withSession(workspace, clock, async ({ engine }) => {
        expect(engine.ctx.db.all('SELECT * FROM create_requests')).toEqual([]);
      });
    }));
});
