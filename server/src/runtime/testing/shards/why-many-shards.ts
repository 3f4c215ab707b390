/** Why a hot statement asks every shard although one instance goes one step, and what would change that. */

const NAMED_FROM_OUTSIDE =
  "The caller names it by its id and not its instance; each shard is asked by primary key";
const ONE_CONDITION_MORE =
  "Found by id alone; the event that it follows from names the instance: one condition more";
const ALL_INSTANCES = "What is due in all instances: each shard would be claimed from by itself";
const BY_MESSAGE = "Who waits is found by name and key";

/** Statement (visited-shards.ts names them) → reason. */
export const MANY_SHARDS: Readonly<Record<string, string>> = {
  "SELECT job by id": NAMED_FROM_OUTSIDE,
  "SELECT user_task by id": NAMED_FROM_OUTSIDE,
  "SELECT incident by id": NAMED_FROM_OUTSIDE,
  "SELECT timer by id": "The claim of the timer knows its instance and does not tell it",
  "UPDATE job": ONE_CONDITION_MORE,
  "DELETE job": ONE_CONDITION_MORE,
  "DELETE timer": ONE_CONDITION_MORE,
  "UPDATE user_task": ONE_CONDITION_MORE,
  "DELETE user_task, INSERT ended_user_task": ONE_CONDITION_MORE,
  "DELETE incident, INSERT ended_incident": ONE_CONDITION_MORE,
  "DELETE message_subscription": ONE_CONDITION_MORE,
  "DELETE signal_subscription": ONE_CONDITION_MORE,
  "claim: UPDATE job": ALL_INSTANCES,
  "claim: UPDATE timer": ALL_INSTANCES,
  "SELECT timer by due_at": "When the next timer of all is due",
  "SELECT message_subscription by message_name": BY_MESSAGE,
  "SELECT signal_subscription by signal_name": "A signal is for everybody",
  "UPDATE message": "Taken by id; its correlation key is known: one condition more",
  "DELETE message": "Forgets messages whose time is over, now and then",
};
