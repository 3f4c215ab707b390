/** How a contender writes down what BPMN leaves to the engine. */

/** See the file's head. */
export interface Dialect {
  /** Declarations of the contender's namespaces. */
  readonly namespaces: string;
  /** A task that is done by a worker. */
  readonly job: (id: string) => string;
  /** A task that sets the variable `name` to `value` plus 1 within the engine; `more` goes inside it. */
  readonly script: (id: string, name: string, value: string, more?: string) => string;
  /** A script task whose script does nothing. */
  readonly emptyScript: (id: string) => string;
  /** A task for people of the group `clerks`. */
  readonly userTask: (id: string) => string;
  /** Condition that holds as long as the variable is below the limit. */
  readonly isBelow: (name: string, limit: number) => string;
  /** Condition that holds when the variable is this number. */
  readonly isEqual: (name: string, value: number) => string;
  /** Makes a task one of so many parallel members. */
  readonly members: (count: number) => string;
  /** A message and, where the engine wants it, the key `key` that it is correlated by. */
  readonly message: (id: string, name: string) => string;
}

/** The inside of a process that has the events `start` and `end`, and what stands before the process. */
export interface Content {
  readonly content: string;
  readonly before?: string;
}

/** Writes a model in a dialect. */
export type ModelWriter = (dialect: Dialect) => Content;
