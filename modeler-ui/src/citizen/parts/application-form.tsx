/** The application form: prefilled, kept while one types (on this device at once, on the server a moment later). */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import type { FormFaults } from "../../forms/check-form.ts";
import { FaultSummary } from "../../forms/fault-summary.tsx";
import type { FormData, FormSchema } from "../../forms/form-schema.ts";
import { FormView } from "../../forms/form-view.tsx";
import { languageOf } from "../../i18n/language.ts";
import type { CaseView } from "./use-case.ts";

const PAUSE_MS = 800;

/** How far the draft is kept. */
export type SaveState = "saved" | "saving" | "notSaved";

/** Keeps a draft on the server, a moment after the last change; changes are sent one after the other. */
export function useServerDraft(
  id: string,
): readonly [SaveState, (form: FormData) => void, () => Promise<void>] {
  const [state, setState] = useState<SaveState>("saved");
  const waiting = useRef<FormData | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sending = useRef<Promise<void>>(Promise.resolve());

  const send = async (): Promise<void> => {
    const form = waiting.current;
    if (form === null) return;
    waiting.current = null;
    setState("saving");
    try {
      await answer(api.PUT("/api/cases/{id}/draft", { params: { path: { id } }, body: { form } }));
      setState("saved");
    } catch (error) {
      // Kept on the device meanwhile; the next change tries again.
      waiting.current ??= form;
      setState("notSaved");
      if (problemOf(error).status >= 400 && problemOf(error).status < 500) waiting.current = null;
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer.current);
    sending.current = sending.current.then(send);
    return sending.current;
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (form: FormData): void => {
    waiting.current = form;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), PAUSE_MS);
  };
  return [state, change, flush];
}

/** The form with source badges and, once asked for, what is wrong. */
export function ApplicationForm({
  found,
  data,
  faults,
  onChange,
}: {
  readonly found: CaseView;
  readonly data: FormData;
  readonly faults: FormFaults;
  readonly onChange: (data: FormData) => void;
}) {
  const { i18n } = useTranslation("citizen");
  const isEnglish = languageOf(i18n.language) === "en";
  const { data: prefilled } = useQuery({
    queryKey: ["prefill", found.matter.id],
    queryFn: () =>
      answer(api.GET("/api/matters/{id}/form", { params: { path: { id: found.matter.id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const sources = Object.fromEntries(
    Object.entries(prefilled?.sources ?? {})
      // A value that was changed does not come from there any more.
      .filter(([key]) => data[key] === prefilled?.data[key])
      .map(([key, { label, labelEn }]) => [key, { label: isEnglish ? labelEn : label }]),
  );
  return (
    <>
      <FaultSummary faults={faults} />
      <FormView
        schema={found.formSchema as FormSchema}
        data={data}
        onChange={onChange}
        faults={faults}
        sources={sources}
      />
    </>
  );
}
