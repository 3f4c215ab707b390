/** A clerk's unfinished opinion: on the server, so that it is there at another desk; on the device until the server has it. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { TaskView } from "../../../api/case-views.ts";
import { answer, api } from "../../../api/client.ts";
import type { FormData } from "../../../forms/form-schema.ts";
import { useDraft, type Draft } from "../../../forms/use-draft.ts";
import { useMe } from "../../../session/session.ts";

/** After so long without a key the draft is sent. */
const PAUSE_MS = 800;

function keepDraft(id: string, data: FormData): Promise<unknown> {
  return answer(api.PUT("/api/tasks/{id}/draft", { params: { path: { id } }, body: { data } }));
}

interface TaskDraft extends Draft {
  /** Throws away what was typed, here and on the server. */
  readonly discard: () => Promise<void>;
}

/** The draft of a task that is one's own; `initial` is what the server holds of it. */
export function useTaskDraft(view: TaskView, initial: FormData): TaskDraft {
  const me = useMe();
  const client = useQueryClient();
  const { id, assignee } = view.task;
  const isMine = assignee?.id === me.id;
  const draft = useDraft(`task.${id}.${me.id}`, initial);
  const { typed, settle, forget: forgetDevice } = draft;
  const [wasKept, setWasKept] = useState(() => Object.keys(view.form?.data ?? {}).length > 0);
  const unsent = useRef<FormData>(undefined);

  const send = useCallback(async (): Promise<void> => {
    const data = unsent.current;
    if (data === undefined) return;
    try {
      await keepDraft(id, data);
    } catch {
      return; // the device still has it, and the next change tries again
    }
    if (unsent.current !== data) return;
    unsent.current = undefined;
    settle();
  }, [id, settle]);

  useEffect(() => {
    if (!isMine || typed === undefined) return undefined;
    unsent.current = typed;
    const timer = setTimeout(() => void send(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isMine, typed, send]);
  // Who leaves the page right after the last key has typed it nevertheless.
  useEffect(() => () => void send(), [send]);

  const forget = useCallback(() => {
    unsent.current = undefined;
    forgetDevice();
    setWasKept(false);
  }, [forgetDevice]);
  const discard = useCallback(async (): Promise<void> => {
    unsent.current = undefined;
    await keepDraft(id, {});
    await client.invalidateQueries({ queryKey: ["task", id] });
    forget();
  }, [client, forget, id]);
  return { ...draft, forget, discard, isRestored: isMine && (draft.isRestored || wasKept) };
}
