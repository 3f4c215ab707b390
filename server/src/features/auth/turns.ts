/** Work on the same name one after the other; on different names at the same time. */

/** Does the work when all that was asked for the name before is over; an earlier failure does not matter to it. */
export type InTurn = <Value>(name: string, work: () => Promise<Value>) => Promise<Value>;

/** See file head. */
export function turns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = last.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (last.get(name) === mine) last.delete(name);
    }
  };
}
