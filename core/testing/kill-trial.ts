import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { openEngine } from '#core/engine.ts';
import { checkAfterKill, checkEverything, createKillLedger, type KillLedger } from './kill-check.ts';
import { createKillOp, type KillAck } from './kill-load.ts';
import { ask, startTestProcess, type TestProcess } from './processes.ts';
import { createRandom, type Random } from './random.ts';
import { testEngineOptions } from './with-engine.ts';

export interface KillTrial {
  /** Where the workspace is made. */
  workspace: string;
  /** The engine to kill: `dist/engine.cjs`, or the source. */
  engineFile: string;
  kills: number;
  seed: number;
}

export interface KillFigures {
  kills: number;
  /** Kills that came while writes were in flight; the others hit the start, or the moment before the first write. */
  inWork: number;
  /** Kills that came while the engine was starting, on what the kill before had left. */
  inStart: number;
  acknowledged: number;
  /** Writes without an answer at their kill, all together, and how many of those were kept. */
  inFlight: number;
  unheard: number;
  /** What was measured without a kill, in ms: the engine's start, and the load that the kills are spread over. */
  startMs: number;
  loadMs: number;
  seconds: number;
}

/** How many writes wait for their answer at any time, and after how many the measured load ends. */
const atOnce = 12;
const measuredWrites = 80;
/** One kill in so many comes while the engine starts. */
const startKillEvery = 8;

/**
 * Starts an engine, writes to it from outside, kills it, looks at what is left with an engine of this process, and does
 * so again on the same workspace. Throws when anything that was acknowledged is missing or not whole.
 */
export async function runKillTrial(trial: KillTrial): Promise<KillFigures> {
  const began = performance.now();
  const recorder = createRecorder(createRandom(trial.seed));
  const measured = await measureLoad(trial, recorder);
  const figures: KillFigures = {
    ...{ kills: 0, inWork: 0, inStart: 0, acknowledged: 0, inFlight: 0, unheard: 0, seconds: 0 },
    ...measured,
  };
  let writer = startWriter(trial);
  for (let kill = 0; kill < trial.kills; kill++) {
    await killOnce(writer, recorder, figures, kill);
    // The next one loads its code while this one's work is looked at.
    writer = startWriter(trial);
    await check(trial, recorder.ledger, figures, kill === trial.kills - 1 || kill % 50 === 49).catch(
      async (error: unknown) => {
        await writer.kill();
        throw error;
      },
    );
  }
  await writer.kill();
  figures.acknowledged = recorder.acknowledged();
  figures.seconds = (performance.now() - began) / 1000;
  return figures;
}

async function killOnce(
  writer: TestProcess,
  recorder: Recorder,
  figures: KillFigures,
  kill: number,
): Promise<void> {
  // Evenly spread whatever the number of kills: the golden ratio's multiples leave no gap.
  const share = (kill * 0.6180339887) % 1;
  await writer.lines.next();
  if (kill % startKillEvery === startKillEvery - 1) {
    writer.child.stdin.write('open\n');
    await wait(share * figures.startMs);
    figures.inStart++;
  } else {
    await ask(writer, 'open');
    const reading = recorder.run(writer);
    await wait(share * figures.loadMs);
    recorder.pause();
    writer.child.kill('SIGKILL');
    await reading;
  }
  await writer.kill();
  const pending = recorder.ledger.inFlight.size;
  figures.kills++;
  figures.inFlight += pending;
  if (pending > 0) figures.inWork++;
}

async function check(
  trial: KillTrial,
  ledger: KillLedger,
  figures: KillFigures,
  thorough: boolean,
): Promise<void> {
  const engine = await openEngine(testEngineOptions(trial.workspace));
  try {
    figures.unheard += checkAfterKill(engine, ledger).unheard;
    if (thorough) checkEverything(engine, ledger);
  } catch (error) {
    throw new Error(`after kill ${figures.kills} with seed ${trial.seed}, in ${trial.workspace}`, {
      cause: error,
    });
  } finally {
    await engine.stop();
  }
}

function startWriter(trial: KillTrial): TestProcess {
  return startTestProcess('kill-writer.ts', [trial.workspace, trial.engineFile]);
}

/** Three lives that end in peace: how long a start takes, and a load. The first one makes the workspace. */
async function measureLoad(
  trial: KillTrial,
  recorder: Recorder,
): Promise<{ startMs: number; loadMs: number }> {
  const [starts, loads]: [number[], number[]] = [[], []];
  for (let life = 0; life < 3; life++) {
    const writer = startWriter(trial);
    await writer.lines.next();
    const start = performance.now();
    await ask(writer, 'open');
    const open = performance.now();
    await recorder.run(writer, measuredWrites);
    starts.push(open - start);
    loads.push(performance.now() - open);
    await writer.end();
  }
  return { startMs: median(starts), loadMs: median(loads) };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

interface Recorder {
  ledger: KillLedger;
  /** Keeps writes in flight and notes the answers, until `count` are answered or the process has ended. */
  run(writer: TestProcess, count?: number): Promise<void>;
  /** Sends nothing more to this process. */
  pause(): void;
  acknowledged(): number;
}

function createRecorder(random: Random): Recorder {
  const ledger = createKillLedger();
  const runIds: string[] = [];
  let nextId = 1;
  let acknowledged = 0;
  let isSending = false;
  const failures: string[] = [];

  const send = (writer: TestProcess): void => {
    const op = createKillOp(random, nextId++, runIds.slice(-20));
    ledger.sent.set(op.id, op);
    ledger.inFlight.add(op.id);
    writer.child.stdin.write(`${JSON.stringify(op)}\n`);
  };
  const note = (line: string): void => {
    const { id, runId, error } = JSON.parse(line) as KillAck;
    if (error !== undefined) failures.push(`write ${id} failed: ${error}`);
    if (runId !== undefined) runIds.push(runId);
    ledger.inFlight.delete(id);
    ledger.acknowledged.add(id);
    acknowledged++;
  };
  return {
    ledger,
    acknowledged: () => acknowledged,
    pause: () => {
      isSending = false;
    },
    run: async (writer, count = Infinity) => {
      isSending = true;
      let toSend = count - atOnce;
      for (let n = 0; n < Math.min(atOnce, count); n++) send(writer);
      for (let line = await writer.lines.next(); line.done !== true; line = await writer.lines.next()) {
        note(line.value);
        if (isSending && toSend-- > 0) send(writer);
        if (ledger.inFlight.size === 0 && toSend <= 0) break;
      }
      if (failures.length > 0) throw new Error(failures.join('\n'));
    },
  };
}
