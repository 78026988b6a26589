// The entry of every npm script. This first file uses only syntax that old Node versions can parse, so that
// someone on one of them reads a sentence about it instead of a syntax error.
var lowestNode = 20;
var major = Number(process.versions.node.split('.')[0]);

if (major < lowestNode) {
  process.stderr.write(
    'Stile needs Node ' +
      lowestNode +
      ' or newer, and this is Node ' +
      process.versions.node +
      '. ' +
      'Install a newer one from https://nodejs.org and run the command again.\n',
  );
  process.exitCode = 1;
} else {
  import('./launcher/launch.mjs').then(function (launcher) {
    return launcher.launch(process.argv.slice(2));
  });
}
