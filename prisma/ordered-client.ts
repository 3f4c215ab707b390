import { Client, type ClientConfig } from "pg";

/**
 * A connection whose queries wait for one another. Prisma sends the parts of a nested read of a transaction all at once; `pg` lines
 * them up but warns that its next major version will not.
 */
export class OrderedClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    const send = this.query.bind(this) as (...args: readonly unknown[]) => unknown;
    let last: Promise<unknown> = Promise.resolve();
    const sendInTurn = (...args: readonly unknown[]): unknown => {
      // Who hands in a callback waits for it; only promises come in crowds.
      if (args.some((arg) => typeof arg === "function")) return send(...args);
      const answer = last.then(() => send(...args));
      last = answer.catch(() => undefined);
      return answer;
    };
    this.query = sendInTurn as Client["query"];
  }
}
