/** `$like` for what is not in the database. */

/**
 * Whether the text is as the pattern says: `*` stands for anything, `?` for one character, a backslash takes that away.
 * Only the last `*` is ever tried again, so time grows with the product of both lengths and no further.
 */
export function isLikePattern(text: string, pattern: string): boolean {
  const parts = pattern.match(/\\[*?]|./gsu) ?? [];
  const letters = text.match(/./gsu) ?? [];
  let [at, part] = [0, 0];
  let retry: { at: number; readonly part: number } | undefined;
  while (at < letters.length) {
    if (parts[part] === "*") {
      retry = { at, part: part + 1 };
      part += 1;
    } else if (isLetter(parts[part], letters[at])) {
      at += 1;
      part += 1;
    } else {
      if (retry === undefined) return false;
      retry.at += 1;
      [at, part] = [retry.at, retry.part];
    }
  }
  return parts.slice(part).every((left) => left === "*");
}

function isLetter(part: string | undefined, letter: string | undefined): boolean {
  if (part === undefined) return false;
  const isEscaped = part.length === 2 && part.startsWith("\\");
  return part === "?" || (isEscaped ? part.slice(1) : part) === letter;
}
