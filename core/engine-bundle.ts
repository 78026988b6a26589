/** Everything that becomes `dist/engine.cjs`: hosts and the command load the engine through this file only. */
export { openEngine, type Engine, type EngineOptions, type Listening } from './engine.ts';
