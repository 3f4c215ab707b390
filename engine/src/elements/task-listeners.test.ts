import { describe, expect, test } from "vitest";
import { document, extensions, flows } from "../../testing/document.ts";
import { runScenario } from "../../testing/scenario.ts";
import type { World } from "../../testing/world.ts";
import type { TaskListenerResult } from "../commands.ts";
import type { JobId } from "../ids.ts";

const listening = (...events: readonly string[]): string =>
  document(`<startEvent id="start"/><endEvent id="end"/>${flows("start -> check -> end")}
    <userTask id="check">${extensions(`<zeebe:assignmentDefinition assignee="wang" candidateGroups="=[&#34;a&#34;]"/>
      <zeebe:taskListeners>${events.map((event) => `<zeebe:taskListener eventType="${event}" type="${event}"/>`).join("")}</zeebe:taskListeners>`)}</userTask>`);

/** What has happened to the user task, in a word each. */
function happened(world: World): string {
  return world.history
    .flatMap(({ event }) => {
      switch (event.type) {
        case "userTaskCreated":
        case "userTaskAssigned":
        case "userTaskCompleted":
          return [`${event.type.replace("userTask", "")} ${event.assignee ?? "nobody"}`];
        case "userTaskUpdated":
          return [`Updated ${String(event.priority)}`];
        case "userTaskTransitionDenied":
          return [`Denied ${event.event}: ${event.reason}`];
        case "jobCreated":
          return [event.jobType];
        default:
          return [];
      }
    })
    .join(", ");
}

/** The listener's worker answers; the result is the rejection, if it is refused. */
function answer(world: World, taskListenerResult: TaskListenerResult): string | undefined {
  const [instance] = world.instances;
  if (instance === undefined) throw new Error("No instance");
  const [jobId] = [...instance.state.tables.job.entries()][0] ?? [];
  const command = { type: "completeJob", jobId: jobId as JobId, variables: {} } as const;
  return world.send(instance, { ...command, taskListenerResult })?.code;
}

describe("zeebe:taskListeners", () => {
  test("listeners are called before a user task is created, assigned, updated and completed", async () => {
    const world = await runScenario(
      listening("creating", "assigning", "completing", "completing"),
      {},
      [
        "complete job:check",
        "complete task:check -> USER_TASK_IN_TRANSITION",
        "complete job:check",
        "complete task:check",
        "complete job:check",
        "complete job:check",
      ],
    );
    expect(happened(world)).toBe(
      "creating, Created nobody, assigning, Assigned wang, completing, completing, Completed wang",
    );
  });

  test("a listener corrects what the task will be", async () => {
    const world = await runScenario(listening("creating", "completing"), {}, []);
    answer(world, { corrections: { assignee: "li", priority: 80 } });
    expect(happened(world)).toBe("creating, Created li");
    const completing = await runScenario(listening("completing"), {}, ["complete task:check"]);
    answer(completing, { corrections: { priority: 10 } });
    expect(happened(completing)).toBe("Created wang, completing, Updated 10, Completed wang");
  });

  test("a listener denies a change, and the task stays as it was", async () => {
    const denied = await runScenario(listening("completing"), {}, [
      ["complete task:check", { x: 1 }],
    ]);
    answer(denied, { isDenied: true, deniedReason: "no stamp" });
    expect(happened(denied)).toBe("Created wang, completing, Denied completing: no stamp");
    const creating = await runScenario(listening("creating"), {}, []);
    expect(answer(creating, { isDenied: true })).toBe("USER_TASK_CREATION_DENIED");
  });

  test("its job goes when the task is given up", async () => {
    const world = await runScenario(listening("completing"), {}, ["complete task:check", "cancel"]);
    expect(world.instances[0]?.state.tables.job.size).toBe(0);
  });
});
