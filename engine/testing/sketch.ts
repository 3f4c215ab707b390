/**
 * Sketches: a process in the lines of a drawing. A sketch becomes BPMN XML and goes through the real parser and all its
 * checks, so that it can only say what a model can say.
 *
 *   start -> xor
 *   xor -[x < 5]->  low:serviceTask -> end
 *   xor -default->  other -> end
 *
 * | Sketch | Meaning |
 * | --- | --- |
 * | `a -> b -> c` | sequence flows; one chain a line, or several separated by `;`. The id of a flow is `a_b` |
 * | `a -[x < 5]-> b` | a flow with a FEEL condition |
 * | `a -default-> b` | the default flow of `a` |
 * | `name:kind(argument)` | a node with its kind, stated where the name is first used or later, once |
 * | `host@trigger(argument)` | an interrupting boundary event, called `hostTrigger`: `pay@timer(PT1H)` is `payTimer` |
 * | `host@name:trigger(argument)` | the same with a name of its own |
 * | `host@+trigger(argument)` | non-interrupting: its token comes on top |
 * | `host@compensation(undo)` | what undoes `host`: the node `undo`, stated on its own; no flow leads to it |
 * | `sub { … }` | an embedded sub-process; in a chain, or on its own; `sub:transaction { … }` a transaction; `sub:adHoc(condition) { … }` |
 * | `on { s:start.timer(PT1H) -> … }` | an event sub-process: its name is `on`, `on2`, `onLate`; `start.+timer`: non-interrupting |
 * | `name:kind \|\|\|(item in list)` | parallel multi-instance; `===(item in list)` sequential |
 * | `name:kind ~~~(again x < 3)` | standard loop that tests after each round; `while x < 3` before it; `, at most 5` |
 * | `\|\|\|(item in list -> results = x)` | the same, collecting `x` of every member; `\|\|\|(3)`: a cardinality |
 *
 * **Kinds** are the element names of BPMN or, for short, `start` `end` `catch` `throw` `xor` `and` `or` `complex` `event`. A name
 * that is `start` `end` `xor` `and` `or` `complex` or `event`, alone or followed by a digit or a capital (`end2`, `xorAgain`), needs no kind;
 * any other name without one is an undefined task, which lets the token through.
 *
 * `receiveTask.start` and `event.start` begin the process; `event.all` begins it and waits for all of its events.
 *
 * **Triggers** of events are `timer` `message` `error` `escalation` `signal` `conditional` `compensation` `cancel`
 * `terminate` `link`, as in `throw.message` or `start.timer(R/PT1H)`.
 * A trigger alone is one of a catch event (`timer`, `message`, `signal`, `conditional`) or of an end event (`error`, `terminate`), unless the name
 * says that it is a start or end event: `end:message`.
 *
 * Several triggers joined by `|` are a multiple event, by `&` a parallel multiple one: `c:message(a)|timer(PT1H)`.
 *
 * **Arguments**
 *
 * | Of | Argument | Without |
 * | --- | --- | --- |
 * | `serviceTask` `sendTask`, and `message` thrown | job type, or `=` expression | the name |
 * | `receiveTask`, and `message` caught | name of the message, whose correlation key is `=key` | the name |
 * | `userTask` | assignee, or `=` expression | nobody |
 * | `scriptTask` | `variable = expression` | refused |
 * | `businessRuleTask` | `variable = decision id` | refused |
 * | `callActivity` | id of the called process, or `=` expression | the name |
 * | `timer` | ISO 8601 duration, date or cycle (`R3/PT1H`), or `=` expression of a duration | refused |
 * | `error` | error code | catches every error |
 * | `escalation` | escalation code | catches every escalation |
 * | `signal` | name of the signal | the name |
 * | `conditional` | FEEL condition | refused |
 * | `link` | name of the link | the name |
 * | `adHoc` | completion condition | until all that was begun is done |
 * | `complex` | activation condition | refused with several incoming flows |
 * | `compensation` thrown | the activity to undo | all of the scope |
 *
 * What a sketch cannot say (mappings, completion conditions, task schedules …) is a document (testing/document.ts).
 */
import { document } from "./document.ts";
import { readSketch } from "./sketch-reader.ts";
import { writeScope } from "./sketch-writer.ts";

/**
 * The BPMN document of a sketch, with one executable process. Throws a sentence with the line when the sketch cannot be
 * understood; whether the model is sound is for the parser to say.
 */
export function sketch(text: string, processId = "main"): string {
  return document(writeScope(readSketch(text)), processId);
}
