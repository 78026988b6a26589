/**
 * Labels as the model writes its classes: tables hold `1.0` and `True` where a model's JSON says `1` and `true`. What
 * fits no class stays as it is.
 * @param classes of the model, or what it has predicted
 */
export function matchLabels(labels: readonly string[], classes: readonly string[]): string[] {
  const known = new Set(classes);
  return labels.map((label) => {
    if (known.has(label)) return label;
    const plain = writePlain(label);
    return known.has(plain) ? plain : label;
  });
}

function writePlain(label: string): string {
  const word = label.trim().toLowerCase();
  if (word === 'true' || word === 'false') return word;
  const value = Number(word);
  return word !== '' && Number.isFinite(value) ? String(value) : label;
}
