import { createContext, useContext } from "react";
import type { TaskView } from "../../../api/case-views.ts";

/** The task in hand, for the controls inside its form. */
export const TaskContext = createContext<TaskView | undefined>(undefined);

/** The task in hand; throws outside of a task's form. */
export function useTaskInHand(): TaskView {
  const view = useContext(TaskContext);
  if (view === undefined) throw new Error("useTaskInHand is for controls of a task's form");
  return view;
}
