import type { Batch, BatchCheck, BatchRow } from '#contract/monitoring.ts';
import { writeHtmlFile } from '#core/kernel/html-file.ts';
import { html, join, raw, type Html } from '#core/kernel/html.ts';
import { drawHistogram, drawTrend } from './summary-charts.ts';
import {
  classicWords,
  signalWords,
  wordLimits,
  wordMethod,
  wordShare,
  wordUnit,
  wordUtc,
  wordVerdict,
  type SummaryFacts,
} from './summary-facts.ts';
import { summaryStyles } from './summary-styles.ts';

/** The summary as one file that needs nothing else: for a screen, light or dark, and for paper. */
export function renderHtml(facts: SummaryFacts): string {
  const { batch } = facts;
  const title = `Batch ${batch.batchId}: ${batch.modelName} version ${batch.modelVersion}`;
  const body = html`<main>
    <header>
      <h1>${title}</h1>
      <p class="verdict ${verdictClass(batch)}">${wordVerdict(facts)}</p>
      ${describeBatch(batch)}
    </header>
    ${signalSection(facts)} ${join(facts.alerts.map(alertSection))} ${predictionSection(batch)}
    ${rowSection('What the model was least sure of', facts.unsure)} ${classicSection(batch)}
    <footer>Written by Stile, ${wordUtc(facts.madeAt)}</footer>
  </main>`;
  return writeHtmlFile({ language: 'en', title, styles: summaryStyles, body });
}

function verdictClass({ checks }: Batch): string {
  if (checks.some(({ verdict }) => verdict === 'alert')) return 'warn';
  return checks.some(({ verdict }) => verdict === 'ok') ? 'ok' : 'idle';
}

function describeBatch(batch: Batch): Html {
  const accuracy =
    batch.accuracy === null
      ? 'No labels yet'
      : `${(batch.accuracy * 100).toFixed(1)} % of ${batch.labelled} labelled rows`;
  const facts = [
    ['Rows', String(batch.rows)],
    ['Source', batch.source],
    ['Accuracy', accuracy],
    ['Mean confidence', wordUnit(batch.meanConfidence)],
    ['Unknown words', wordShare(batch.oovShare, 1)],
    ['Dataset', batch.dataset],
    ['Predicted', wordUtc(batch.createdAt)],
  ] as const;
  return html`<dl>
    ${join(
      facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      ),
    )}
  </dl>`;
}

function alertSection(alert: SummaryFacts['alerts'][number]): Html {
  const { name, meaning, format } = signalWords[alert.signal];
  const { evidence } = alert;
  const hasMoved = evidence.previousSource !== null && evidence.previousSource !== evidence.source;
  return html`<section class="alert">
    <h2>Alert ${alert.alertId}: ${name.toLowerCase()} ${format(alert.value)}, ${wordLimits(alert)}</h2>
    <p>
      ${meaning}
      ${
        hasMoved
          ? html`The source changed from <b>${evidence.previousSource ?? ''}</b> to
              <b>${evidence.source}</b>.`
          : ''
      }
    </p>
    ${alertChart(evidence.check)}
    <h3>Most unusual rows</h3>
    ${
      alert.sameRowsAs === null
        ? rowTable(evidence.rows.slice(0, 10))
        : html`<p>The same as of alert ${alert.sameRowsAs}.</p>`
    }
  </section>`;
}

function alertChart(check: BatchCheck): Html {
  if (check.histogram === null) return raw('');
  return html`<figure>
    ${drawHistogram(check, { width: 640, height: 150, format: signalWords[check.signal].format })}
    <figcaption>
      Bars: ${check.resamples} batches of ${check.n} rows drawn from the reference of the model. Dashed: the
      limit. Solid: this batch.
    </figcaption>
  </figure>`;
}

function signalSection({ batch, history }: SummaryFacts): Html {
  if (batch.checks.length === 0) return raw('');
  const rows = batch.checks.map((check) => {
    const { name, format } = signalWords[check.signal];
    const isOut = check.verdict === 'alert';
    const past = history.map(
      ({ checks }) => checks.find(({ signal }) => signal === check.signal)?.value ?? null,
    );
    return html`<tr class="${isOut ? 'out' : ''}">
      <th scope="row">${name}</th>
      <td class="n">${format(check.value)}</td>
      <td class="n">${wordLimits(check)}</td>
      <td class="n">${check.expected === null ? '' : format(check.expected)}</td>
      <td>${drawTrend(past)}</td>
      <td>${wordCheckVerdict(check)}</td>
    </tr>`;
  });
  return html`<section>
    <h2>Signals</h2>
    <table>
      <thead>
        <tr>
          <th>Signal</th>
          <th class="n">Value</th>
          <th class="n">Limit</th>
          <th class="n">Usual</th>
          <th>Last ${history.length} batches</th>
          <th>Verdict</th>
        </tr>
      </thead>
      <tbody>
        ${join(rows)}
      </tbody>
    </table>
  </section>`;
}

function wordCheckVerdict({ verdict, method }: BatchCheck): Html {
  if (verdict === 'alert') return raw('<span class="warn">▲ Out of limits</span>');
  if (verdict === 'ok') return raw('<span class="ok">✓ Within limits</span>');
  return html`<span class="idle">${wordMethod(method)}</span>`;
}

function predictionSection({ classes, rows }: Batch): Html {
  const shares = classes.map(
    ({ label, count }) =>
      html`<tr>
        <th scope="row">${label}</th>
        <td class="n">${count}</td>
        <td class="n">${((count / rows) * 100).toFixed(1)} %</td>
        <td class="wide"><i class="bar" style="width:${((count / rows) * 100).toFixed(2)}%"></i></td>
      </tr>`,
  );
  return html`<section>
    <h2>Predictions</h2>
    <table>
      <thead>
        <tr>
          <th>Class</th>
          <th class="n">Rows</th>
          <th class="n">Share</th>
          <th></th>
        </tr>
      </thead>
      <tbody>
        ${join(shares)}
      </tbody>
    </table>
  </section>`;
}

function rowSection(title: string, rows: readonly BatchRow[]): Html {
  return html`<section>
    <h2>${title}</h2>
    ${rowTable(rows)}
  </section>`;
}

function rowTable(rows: readonly BatchRow[]): Html {
  const lines = rows.map(
    (row) =>
      html`<tr>
        <td class="n">${row.row}</td>
        <td class="text">${row.text.length > 300 ? `${row.text.slice(0, 299)}…` : row.text}</td>
        <td>${row.prediction}</td>
        <td class="n">${wordUnit(row.confidence)}</td>
        <td class="n">${wordShare(row.oovShare)}</td>
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        <th class="n">Row</th>
        <th class="text">Text</th>
        <th>Prediction</th>
        <th class="n">Confidence</th>
        <th class="n">Unknown words</th>
      </tr>
    </thead>
    <tbody>
      ${join(lines)}
    </tbody>
  </table>`;
}

function classicSection({ classic }: Batch): Html {
  if (classic.length === 0) return raw('');
  const lines = classic.map(
    ({ rule, fires }) =>
      html`<tr>
        <th scope="row">${classicWords[rule].name}</th>
        <td>${fires ? 'Would have fired' : 'Quiet'}</td>
        <td class="text">${classicWords[rule].caveat}</td>
      </tr>`,
  );
  return html`<section>
    <h2>The workshop’s classic rules</h2>
    <p>They never raise an alert here; this is what they would have said.</p>
    <table>
      <tbody>
        ${join(lines)}
      </tbody>
    </table>
  </section>`;
}
