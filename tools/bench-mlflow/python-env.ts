import { runProgram } from '../lib/run-program.ts';
import type { VerbContext } from '../lib/verb.ts';

/** The Python that has the real MLflow server and client. */
export async function ensureMlflowPython(ctx: VerbContext): Promise<string> {
  const python = ctx.env['STILE_BENCH_PYTHON'];
  if (python === undefined)
    throw new Error('Set STILE_BENCH_PYTHON to a Python that has the mlflow package of PyPI.');
  return python;
}

/** e.g. `mlflow 3.17.2, Python 3.11.7` */
export async function describeMlflow(python: string, cwd: string): Promise<string> {
  const script =
    'import mlflow, platform; print(f"mlflow {mlflow.__version__}, Python {platform.python_version()}")';
  const { output } = await runProgram(python, ['-c', script], { cwd });
  return output.trim().split('\n').at(-1) ?? '';
}
