import type { ModelTarget, TextPredictor, TextScores } from '#core/models/index.ts';
import type { ModelInput } from './input-rows.ts';
import type { PythonAnswer, PythonRequest, ReadyMessage } from './python/python-protocol.ts';

export type { ModelTarget } from '#core/models/index.ts';

/** What the model says of some texts: probabilities row by row, in the order of the labels. */
export type Scores = Pick<TextScores, 'best' | 'probabilities' | 'confidence'>;

interface Servable extends ModelTarget {
  /** The version as a header says it. */
  versionText: string;
}

/** A text model in memory, ready to answer. */
export interface TextServable extends Servable, Pick<TextPredictor, 'score'> {
  kind: 'text';
  input: ModelInput;
  labels: readonly string[];
  /** `labels`, each as JSON. */
  labelTexts: readonly string[];
}

/** A model in a Python process, loaded and warm. */
export interface PythonServable extends Servable {
  kind: 'python';
  /** Its inputs as the Open Inference Protocol describes them. */
  inputs: ReadyMessage['inputs'];
  /** @throws ScoringRefusal */
  ask(request: PythonRequest, body: Uint8Array): Promise<PythonAnswer>;
}

/** A model that answers. */
export type ServableModel = TextServable | PythonServable;
