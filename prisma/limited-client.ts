import { Client, type ClientConfig } from "pg";

/**
 * What a connection may take: a statement that runs longer is ended (57014), and so is a transaction whose owner has gone quiet,
 * before others pile up behind them. Nor is anything compiled: PostgreSQL thinks each entry of the history larger than it is, and half a
 * second of compiling would go before a millisecond of reading.
 */
const SESSION_LIMITS =
  "SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s'; SET jit = off";

/**
 * Twice what the database gives a statement: whoever has not answered by then is not there any more, though nobody has told us. Until
 * the system gives a line up by itself it takes a quarter of an hour, and for ever where nothing was on its way.
 */
const DEAD_MS = 60_000;

type Connected = ((error: Error) => void) | ((error: null, client: Client) => void);

/** A connection that has its limits before anybody uses it, and whose loss fails the queries of whoever uses it, not the process. */
export class LimitedClient extends Client {
  constructor(config?: ClientConfig) {
    super({
      query_timeout: DEAD_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      ...config,
    });
    // Before a pool hands it out, and between a pool and a borrower who listens, PostgreSQL may close it: an "error" that nobody
    // hears would end the process. The borrower learns of it from the next query, the pool when the connection comes back.
    this.on("error", () => undefined);
  }

  override connect(): Promise<Client>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<Client> | void {
    const connected = super.connect().then(async () => {
      await super.query(SESSION_LIMITS);
      return this;
    });
    if (callback === undefined) return connected;
    // pg's types know it as one of two; it is called with what there is.
    const tell = callback as (error: Error | null, client?: Client) => void;
    connected.then(
      (client) => tell(null, client),
      (error: unknown) => tell(error instanceof Error ? error : new Error(String(error))),
    );
  }
}
