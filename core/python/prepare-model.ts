import type { PreparedPython } from '#contract/python.ts';
import { locateModelFolder } from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { PythonService } from './python-service.ts';

/** The Python of a registered model or of a run's. @throws as `locateModelFolder` and `PythonService.prepare` */
export function prepareModelPython(
  ctx: EngineContext,
  python: PythonService,
  uri: string,
): Promise<PreparedPython> {
  return python.prepare(locateModelFolder(ctx, uri));
}
