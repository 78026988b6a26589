import { createMlflowCaller, textAt } from './mlflow-client.ts';
import { sendRaw } from './with-http-host.ts';

/** What there is in a workspace to aim at: names and ids by kind. */
export interface FuzzPool {
  experiments: string[];
  experimentNames: string[];
  runs: string[];
  models: string[];
  versions: string[];
  loggedModels: string[];
  traces: string[];
  assessments: string[];
  /** below `artifacts`, of files and folders */
  paths: string[];
}

/** Makes one of everything over REST. `n` keeps the names of several pools apart. */
export async function makeFuzzPool(address: string, n: number): Promise<FuzzPool> {
  const send = (path: string, options?: Parameters<typeof sendRaw>[2]) => sendRaw(address, path, options);
  const v2 = createMlflowCaller({ send });
  const v3 = createMlflowCaller({ send }, '/api/3.0/mlflow');
  const experimentName = `fuzz ${n}`;
  const modelName = `fuzz-${n}`;
  const experiment = await v2.createExperiment(experimentName);
  const run = await v2.createRun({ experiment_id: experiment });
  const metrics = [0, 1, 2].map((step) => ({ key: 'loss', value: step / 2, timestamp: step, step }));
  await v2.post('/runs/log-batch', {
    run_id: run,
    metrics,
    params: [{ key: 'p', value: '1' }],
    tags: [{ key: 't', value: 'x' }],
  });
  await v2.post('/registered-models/create', { name: modelName });
  const folder = `${experiment}/${run}/artifacts`;
  const files = '/api/2.0/mlflow-artifacts/artifacts';
  const mlmodel = 'flavors:\n  python_function:\n    loader_module: x\n';
  await send(`${files}/${folder}/model/MLmodel`, { method: 'PUT', body: mlmodel });
  await v2.post('/model-versions/create', { name: modelName, source: `runs:/${run}/model`, run_id: run });
  await v2.post('/registered-models/alias', { name: modelName, alias: 'champion', version: '1' });
  const logged = await v2.post('/logged-models', {
    experiment_id: experiment,
    name: 'model',
    source_run_id: run,
  });
  const loggedModel = textAt(logged.body, 'model', 'info', 'model_id');
  const loggedFolder = `${experiment}/models/${loggedModel}/artifacts`;
  await send(`${files}/${loggedFolder}/MLmodel`, { method: 'PUT', body: mlmodel });
  await send(`${files}/${folder}/a.txt`, { method: 'PUT', body: 'a' });
  const trace = `tr-${n.toString(16).padStart(32, '0')}`;
  const trace_info = {
    trace_id: trace,
    trace_location: { type: 'MLFLOW_EXPERIMENT', mlflow_experiment: { experiment_id: experiment } },
    request_time: '2026-11-25T19:00:00.123Z',
    state: 'OK',
  };
  await v3.post('/traces', { trace: { trace_info } });
  await send('/v1/traces', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-mlflow-experiment-id': experiment },
    body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [makeSpan(trace)] }] }] }),
  });
  const assessment = {
    assessment_name: 'good',
    source: { source_type: 'HUMAN', source_id: 'ada' },
    feedback: { value: 1 },
  };
  const judged = await v3.post(`/traces/${trace}/assessments`, { assessment });
  return {
    experiments: ['0', experiment],
    experimentNames: ['Default', experimentName],
    runs: [run],
    models: [modelName],
    versions: ['1'],
    loggedModels: [loggedModel],
    traces: [trace],
    assessments: [textAt(judged.body, 'assessment', 'assessment_id')],
    paths: [folder, `${folder}/model`, `${folder}/model/MLmodel`, `${folder}/a.txt`, loggedFolder],
  };
}

function makeSpan(trace: string): object {
  return {
    traceId: trace.slice(3),
    spanId: '0'.repeat(15) + '1',
    name: 'span',
    startTimeUnixNano: '1795636964759481067',
    endTimeUnixNano: '1795636964759491067',
    status: { code: 1 },
  };
}
