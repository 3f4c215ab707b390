/** Cases of several kinds, one after the other, and in each of them both ways of a choice. */

/** The next key each time, and with each round of them the other `choice`. */
export function inTurns<Key>(
  keys: readonly Key[],
): () => { readonly key: Key; readonly choice: 1 | 2 } {
  let cases = 0;
  return () => {
    const key = keys[cases % keys.length];
    if (key === undefined) throw new Error("No kinds of cases");
    const choice = Math.floor(cases / keys.length) % 2 === 0 ? 1 : 2;
    cases += 1;
    return { key, choice };
  };
}
