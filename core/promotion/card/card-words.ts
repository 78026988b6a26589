import type { CardFinding } from '#contract/model-card.ts';
import type { BatchSignal } from '#contract/monitoring.ts';

/** The words of the document, which leaves the app: the screen shows it as it is. */
export interface CardWords {
  title(name: string, version: number): string;
  about: string;
  owner: string;
  address: string;
  aliases: string;
  registered: string;
  intendedUse: string;
  noIntendedUse: string;
  results: string;
  columns: { metric: string; split: string; value: string; interval: string; rows: string; data: string };
  intervalNote: string;
  noResults: string;
  limits: string;
  noFindings: string;
  found: string;
  findings: Record<CardFinding['code'], (facts: CardFinding['facts']) => string>;
  signals: Record<BatchSignal, string>;
  training: string;
  run: string;
  noRun: string;
  started: string;
  took: string;
  trainedBy: string;
  commit: string;
  data: string;
  rows(n: string): string;
  params: string;
  signature: string;
  inputs: string;
  outputs: string;
  name: string;
  type: string;
  required: string;
  yes: string;
  no: string;
  unnamed: string;
  noSignature: string;
  environment: string;
  package: string;
  version: string;
  any: string;
  noEnvironment: string;
  flavors: string;
  size: string;
  files: string;
  history: string;
  alias: string;
  from: string;
  to: string;
  now: string;
  reason: string;
  noHistory: string;
  made(at: string): string;
}

export const englishCard: CardWords = {
  title: (name, version) => `${name}, version ${version}`,
  about: 'About',
  owner: 'Owner',
  address: 'Address',
  aliases: 'Aliases',
  registered: 'Registered',
  intendedUse: 'Intended use',
  noIntendedUse: 'Nobody has written yet what this model is for, and what it must not be used for.',
  results: 'Results',
  columns: {
    metric: 'Metric',
    split: 'Split',
    value: 'Value',
    interval: '95 % CI',
    rows: 'n',
    data: 'Dataset',
  },
  intervalNote: 'Intervals are Wilson’s, for shares of rows; other figures have none.',
  noResults: 'No metrics were recorded with this version.',
  limits: 'Limits',
  noFindings: 'Nothing in what is recorded speaks against it.',
  found: 'Found in what is recorded:',
  findings: {
    no_metrics: () => 'No metrics were recorded, so nobody can say how good it is.',
    few_rows: ({ split, n }) => `On ${split} it was measured on ${n} rows only.`,
    split_gap: ({ split, best, points }) =>
      `On ${split} its accuracy lies ${points} percentage points below that on ${best}.`,
    no_signature: () => 'It has no signature, so nothing checks what it is asked.',
    no_data: () => 'The data it was trained on is not known.',
    unpinned: ({ packages }) => `These packages are not pinned to a version: ${packages}.`,
    alerts: ({ signal, count }) =>
      `In production ${signal} went past its limit ${count === 1 ? 'once' : `${count} times`}.`,
    files_elsewhere: ({ source }) => `Its files are not in this workspace but at ${source}.`,
  },
  signals: {
    volume: 'the number of rows',
    class_mix: 'the mix of answers',
    mean_confidence: 'the mean confidence',
    low_confidence_share: 'the share of unsure answers',
    oov_share: 'the share of unknown words',
    text_length: 'the length of texts',
  },
  training: 'Training',
  run: 'Run',
  noRun: 'No run is known that made it.',
  started: 'Started',
  took: 'Took',
  trainedBy: 'Run by',
  commit: 'Commit',
  data: 'Data',
  rows: (n) => `${n} rows`,
  params: 'Params',
  signature: 'Signature',
  inputs: 'Inputs',
  outputs: 'Outputs',
  name: 'Name',
  type: 'Type',
  required: 'Required',
  yes: 'yes',
  no: 'no',
  unnamed: '(no name)',
  noSignature: 'None was recorded.',
  environment: 'Environment',
  package: 'Package',
  version: 'Version',
  any: 'any',
  noEnvironment: 'The model lists no packages.',
  flavors: 'Flavors',
  size: 'Size',
  files: 'files',
  history: 'Aliases over time',
  alias: 'Alias',
  from: 'From',
  to: 'Until',
  now: 'now',
  reason: 'Reason',
  noHistory: 'It has held no alias.',
  made: (at) => `Made by Stile from what is recorded, ${at}.`,
};

export const swedishCard: CardWords = {
  title: (name, version) => `${name}, version ${version}`,
  about: 'Om modellen',
  owner: 'Ansvarig',
  address: 'Adress',
  aliases: 'Alias',
  registered: 'Registrerad',
  intendedUse: 'Avsedd användning',
  noIntendedUse: 'Ingen har ännu skrivit vad modellen är till för och vad den inte får användas till.',
  results: 'Resultat',
  columns: {
    metric: 'Mått',
    split: 'Delmängd',
    value: 'Värde',
    interval: '95 % KI',
    rows: 'n',
    data: 'Datamängd',
  },
  intervalNote: 'Intervallen är Wilsons, för andelar av rader; övriga mått har inget.',
  noResults: 'Inga mått sparades med den här versionen.',
  limits: 'Begränsningar',
  noFindings: 'Inget av det som är sparat talar emot den.',
  found: 'Det som är sparat visar:',
  findings: {
    no_metrics: () => 'Inga mått är sparade, så ingen kan säga hur bra den är.',
    few_rows: ({ split, n }) => `På ${split} mättes den på bara ${n} rader.`,
    split_gap: ({ split, best, points }) =>
      `På ${split} ligger träffsäkerheten ${points} procentenheter under den på ${best}.`,
    no_signature: () => 'Den har ingen signatur, så inget kontrollerar vad den får för frågor.',
    no_data: () => 'Det är inte känt vilka data den tränades på.',
    unpinned: ({ packages }) => `De här paketen är inte låsta till en version: ${packages}.`,
    alerts: ({ signal, count }) =>
      `I drift har ${signal} passerat sin gräns ${count === 1 ? 'en gång' : `${count} gånger`}.`,
    files_elsewhere: ({ source }) => `Filerna finns inte i arbetsytan utan i ${source}.`,
  },
  signals: {
    volume: 'antalet rader',
    class_mix: 'fördelningen av svar',
    mean_confidence: 'medelsäkerheten',
    low_confidence_share: 'andelen osäkra svar',
    oov_share: 'andelen okända ord',
    text_length: 'texternas längd',
  },
  training: 'Träning',
  run: 'Körning',
  noRun: 'Det är inte känt vilken körning som gjorde den.',
  started: 'Började',
  took: 'Tog',
  trainedBy: 'Körd av',
  commit: 'Commit',
  data: 'Data',
  rows: (n) => `${n} rader`,
  params: 'Parametrar',
  signature: 'Signatur',
  inputs: 'Indata',
  outputs: 'Utdata',
  name: 'Namn',
  type: 'Typ',
  required: 'Krävs',
  yes: 'ja',
  no: 'nej',
  unnamed: '(utan namn)',
  noSignature: 'Ingen sparades.',
  environment: 'Miljö',
  package: 'Paket',
  version: 'Version',
  any: 'valfri',
  noEnvironment: 'Modellen anger inga paket.',
  flavors: 'Format',
  size: 'Storlek',
  files: 'filer',
  history: 'Alias över tid',
  alias: 'Alias',
  from: 'Från',
  to: 'Till',
  now: 'nu',
  reason: 'Skäl',
  noHistory: 'Den har inte haft något alias.',
  made: (at) => `Gjort av Stile av det som är sparat, ${at}.`,
};
