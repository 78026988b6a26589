import type { EngineClient } from '#contract/procedures.ts';

/** A picture of one pixel. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const notebook = {
  nbformat: 4,
  metadata: { language_info: { name: 'python' } },
  cells: [
    { cell_type: 'markdown', source: ['## What we saw'] },
    {
      cell_type: 'code',
      execution_count: 2,
      source: ['print(len(rows))'],
      outputs: [
        { output_type: 'stream', name: 'stdout', text: ['2000\n'] },
        { output_type: 'display_data', data: { 'image/png': pixel } },
        { output_type: 'error', ename: 'ValueError', evalue: 'no labels', traceback: [] },
      ],
    },
  ],
};

const page = `<html><head><style>h1 { color: rgb(1, 2, 3); }</style></head>
<body onload="document.title='ran'"><h1>Report</h1><img src="https://example.org/tracker.png">
<script>document.querySelector('h1').textContent = 'ran'</script></body></html>`;

const files: Readonly<Record<string, Buffer>> = {
  'plots/a.png': Buffer.from(pixel, 'base64'),
  'plots/b.png': Buffer.from(pixel, 'base64'),
  'eval.csv': Buffer.from('text,label\n"a, b",positive\nc,negative\n'),
  'train.py': Buffer.from('import mlflow\n\nprint("trained")\n'),
  'metrics.json': Buffer.from('{"f1": 0.87, "by": {"class": [1, 2]}}'),
  'broken.json': Buffer.from('{"f1": '),
  'report.md': Buffer.from('# Report\n\n| a | b |\n| - | - |\n| 1 | 2 |\n'),
  'report.html': Buffer.from(page),
  'look.ipynb': Buffer.from(JSON.stringify(notebook)),
  'model.pkl': Buffer.from([0x80, 4]),
  'logs/train.log': Buffer.from('epoch 1\nepoch 2\nloss is nan\n'),
  'requirements.txt': Buffer.from('scikit-learn==1.9.0\n'),
};

/** A run with a file of each kind that is shown, with notes, nested params and a source. */
export async function seedRunWithFiles(
  client: EngineClient,
): Promise<{ experimentId: string; runId: string }> {
  const { experimentId } = await client.experiments.create({ name: 'with files' });
  await client.runs.create({ experimentId, name: 'older', startedAt: Date.now() - 60_000 });
  const { runId } = await client.runs.create({ experimentId, name: 'ibis-1' });
  await client.runs.logBatch({
    runId,
    params: [
      { key: 'model.depth', value: '4' },
      { key: 'model.width', value: '8' },
      { key: 'C', value: '1' },
    ],
    metrics: [{ key: 'f1', value: 0.87 }],
    tags: [
      { key: 'mlflow.note.content', value: 'Tried **wider** layers. ![](https://example.org/x.png)' },
      { key: 'mlflow.source.name', value: 'train.py' },
      { key: 'mlflow.source.git.commit', value: 'c0ffee12' },
    ],
  });
  for (const [path, bytes] of Object.entries(files)) {
    const chunk = new File([new Uint8Array(bytes)], 'chunk');
    await client.artifacts.write({ runId, path, offset: 0, chunk, last: true });
  }
  return { experimentId, runId };
}
