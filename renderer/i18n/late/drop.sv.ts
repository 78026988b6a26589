import type { Widen } from '../en.ts';
import type { drop as english } from './drop.en.ts';

export const drop: Widen<typeof english> = {
  title: 'Släpp den här',
  several: 'Släpp {{count, number}} filer, och välj sedan vilken som kommer först',
  now: {
    data: 'Släpp den så blir den en datamängd',
    dataHere: 'Släpp den så blir den en version av {{name}}',
  },
  what: {
    data: 'CSV, TSV, JSON Lines, Parquet',
    archive: 'En .stile-fil',
    folder: 'En mapp',
    mlflow: 'mlflow.db, mlruns',
    database: 'En annan SQLite-fil',
  },
  does: {
    data: 'Blir en datamängd, efter en titt på raderna.',
    dataHere: 'Nästa version av {{name}}, efter en titt på raderna.',
    archive: 'Arbetsytan i den packas upp och öppnas.',
    folder: 'Öppnas som arbetsyta, eller som projekt med en.',
    mlflow: 'Körningar och modeller gås igenom och hämtas sedan in.',
    database: 'Raderna i en fråga blir en datamängd.',
  },
  byPath:
    'Arbetsytor, mappar och databaser öppnas med sin sökväg, som en webbläsare inte berättar: skriv den under Arbetsytor eller Importera från MLflow.',
  noPath: 'Webbläsaren berättar inte var {{name}} finns. Skriv sökvägen här.',
  model:
    '{{name}} blir en modell genom en körning: ”stile artifact put <körning> {{name}} model/” lägger den där, och Registrera modell på körningens sida gör en version av en mapp med en MLmodel-fil.',
  unknown:
    'Stile har inget formulär för {{name}}. CSV, TSV, text, JSON Lines och Parquet blir datamängder; fliken Filer på en körning tar emot alla filer.',
  choose: '{{count, number}} filer: vilken kommer först?',
  acts: {
    data: 'Gör en datamängd',
    dataHere: 'Gör en version',
    archive: 'Importera arbetsytan',
    folder: 'Öppna mappen',
    mlflow: 'Importera från MLflow',
    database: 'Välj rader',
  },
  left: { model: 'Går genom en körning', unknown: 'Inget formulär finns' },
  more: 'och {{count, number}} till',
};
