import { addWords } from '../late-words.ts';
import { pipelineCanvas as en } from './pipeline-canvas.en.ts';
import { pipelineCanvas as sv } from './pipeline-canvas.sv.ts';

addWords({ en: { pipelineCanvas: en }, sv: { pipelineCanvas: sv } });
