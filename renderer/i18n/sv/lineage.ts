import type { Words } from '../en.ts';

export const lineage: Words['lineage'] = {
  explore: 'Öppna i ursprung',
  title: 'Vad den kommer av, vad den rörde',
  version: 'Version',
  datasets: 'Data',
  runs: 'Körning',
  models: 'Version',
  batches: 'Satser',
  alerts: 'Larm',
  none: 'inga',
  batch: 'Sats {{id}}',
  alert: 'Larm {{id}}',
  more_one: 'och {{count, number}} till',
  more_other: 'och {{count, number}} till',
  cut: 'Bara de närmaste stegen visas.',
};
