/** The npm package `bpmn-engine`: the model is read once, an instance is a recovered definition with services of its own. */
import { BpmnModdle } from "bpmn-moddle";
import * as elements from "bpmn-elements";
import { Engine } from "bpmn-engine";
import serialize, { TypeResolver } from "moddle-context-serializer";
import type { Contender } from "./contender.ts";
import type { Dialect } from "./workloads.ts";

const expressions: Dialect = {
  serviceTask: (id) => `<serviceTask id="${id}" implementation="\${environment.services.work}"/>`,
  countingTask: (id) => `<serviceTask id="${id}" implementation="\${environment.services.count}"/>`,
  isBelow: () => "${environment.services.isBelow()}",
};

/** Does the user tasks. */
const person = {
  emit: (event: string, task: { readonly signal: () => void }): void => {
    if (event === "activity.wait") task.signal();
  },
};

/** See the file's head. */
export const bpmnEngine: Contender = {
  name: "bpmn-engine",
  async prepare({ model, rounds = 0 }) {
    const context = await new BpmnModdle({}).fromXML(model(expressions));
    const sourceContext = serialize(context, TypeResolver(elements));
    return async () => {
      let round = 0;
      const engine = new Engine({
        name: "benchmark",
        sourceContext,
        services: {
          work: (_scope: unknown, done: () => void) => done(),
          count: (_scope: unknown, done: () => void) => {
            round += 1;
            done();
          },
          isBelow: () => round < rounds,
        },
      });
      const ended = engine.waitFor("end");
      await engine.execute({ listener: person });
      await ended;
    };
  },
};
