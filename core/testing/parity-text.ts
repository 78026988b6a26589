/** Takes out what two workspaces at two times cannot have in common. */
export function normalise(text: string, cwd: string, kept: ReadonlyMap<string, string>): string {
  let plain = text
    .replaceAll(cwd, '<folder>')
    .replace(/\b(?!1700000)1[789]\d{11}\b/g, '<ms>')
    .replace(/20[23]\d-\d\d-\d\d[ T]\d\d[:-]\d\d[:-]\d\d(\.\d+)?/g, '<time>');
  // A short number is itself only where no other digit touches it.
  for (const [name, value] of kept)
    plain = /^\d{1,7}$/.test(value)
      ? plain.replaceAll(new RegExp(`(?<!\\d)${value}(?!\\d)`, 'g'), `<${name}>`)
      : plain.replaceAll(value, `<${name}>`).replaceAll(value.slice(0, 8), `<${name}>`);
  return plain
    .replace(/^(Time: +)[\d.]+ m?s$/gm, '$1<took>')
    .replace(/"bytes":\d+/g, '"bytes":<n>')
    .replace(/"medianMs":[\d.]+/g, '"medianMs":<took>')
    .replace(/\t\d+(\.\d)? [kM]?B/g, '\t<size>');
}
