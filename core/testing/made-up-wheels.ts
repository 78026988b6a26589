import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Versions 1.0 and 2.0 of `stile_made_up`, a package that nobody else has. */
export function makeMadeUpWheels(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const script = `
import sys, zipfile
for version in ("1.0", "2.0"):
    name = "stile_made_up"
    with zipfile.ZipFile("%s/%s-%s-py3-none-any.whl" % (sys.argv[1], name, version), "w") as wheel:
        info = "%s-%s.dist-info" % (name, version)
        wheel.writestr(name + ".py", "VERSION = %r" % version)
        wheel.writestr(info + "/METADATA", "Metadata-Version: 2.1\\nName: stile-made-up\\nVersion: %s\\n" % version)
        wheel.writestr(info + "/WHEEL", "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "/RECORD", "")
`;
  execFileSync('python3', ['-c', script, folder]);
}
