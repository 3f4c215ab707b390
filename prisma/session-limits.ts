/**
 * What a connection may take, for each to set as it opens: a statement that runs longer is ended (57014), and so is a transaction
 * whose owner has gone quiet, before others pile up behind them.
 */
export const SESSION_LIMITS =
  "SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s'";
