/** Online or at a window; for the window, a day and a time with what is left. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client.ts";
import { useServerNow } from "../../api/server-clock.ts";
import { Failure, Loading } from "../app/page-states.tsx";
import { useCaseStep, type CaseView } from "./use-case.ts";

const DAY_MS = 86_400_000;
const DAYS_AHEAD = 14;

/** See file head. */
export function BookingChoice({ found }: { readonly found: CaseView }) {
  const { t } = useTranslation("citizen");
  const choose = useCaseStep(found.id, (channel: CaseView["channel"]) =>
    answer(
      api.PUT("/api/cases/{id}/draft", { params: { path: { id: found.id } }, body: { channel } }),
    ),
  );
  // What was chosen is shown in the same moment, while the server still writes it down.
  const [chosen, setChosen] = useState<CaseView["channel"]>();
  const shown = chosen ?? found.channel;
  const pick = (channel: CaseView["channel"]): void => {
    setChosen(channel);
    choose.mutate(channel, { onSettled: () => setChosen(undefined) });
  };
  return (
    <fieldset className="c-card c-question">
      <legend>{t("wizard.channel")}</legend>
      <div className="c-choices c-choices-wide">
        {(["online", "window"] as const).map((channel) => (
          <label key={channel} className="c-choice">
            <input
              type="radio"
              name="channel"
              checked={shown === channel}
              onChange={() => pick(channel)}
            />
            <span>
              <strong>{t(`wizard.${channel}`)}</strong>
              <br />
              {t(`wizard.${channel}Lead`)}
            </span>
          </label>
        ))}
      </div>
      {choose.error && <Failure error={choose.error} />}
      {found.channel === "window" && <Slots found={found} />}
    </fieldset>
  );
}

function Slots({ found }: { readonly found: CaseView }) {
  const { t } = useTranslation("citizen");
  const today = useServerNow();
  const [date, setDate] = useState(() => day(today + DAY_MS));
  const { data, error, isPending } = useQuery({
    queryKey: ["slots", found.matter.id, date],
    queryFn: () =>
      answer(
        api.GET("/api/bookings/slots", { params: { query: { matterId: found.matter.id, date } } }),
      ),
    meta: { live: ["hall"] },
  });
  const path = { id: found.id };
  const book = useCaseStep(found.id, (slot: string) =>
    answer(api.POST("/api/cases/{id}/booking", { params: { path }, body: { date, slot } })),
  );
  const cancel = useCaseStep(found.id, () =>
    answer(api.DELETE("/api/cases/{id}/booking", { params: { path } })),
  );
  const { booking } = found;
  if (booking?.state === "booked") {
    return (
      <output className="c-alert c-alert-green">
        {t("wizard.booked", { date: booking.date, slot: booking.slot, code: booking.bookingCode })}{" "}
        <button type="button" className="c-link" onClick={() => cancel.mutate(undefined)}>
          {t("wizard.cancelBooking")}
        </button>
      </output>
    );
  }
  return (
    <div className="c-form">
      <label>
        {t("wizard.date")}
        <input
          type="date"
          value={date}
          min={day(today)}
          max={day(today + DAYS_AHEAD * DAY_MS)}
          onChange={(event) => setDate(event.target.value)}
        />
      </label>
      {isPending && <Loading />}
      {error && <Failure error={error} />}
      {book.error && <Failure error={book.error} />}
      {data?.slots.length === 0 && <p>{t("wizard.noSlots")}</p>}
      <fieldset className="c-slots">
        <legend className="tb-visually-hidden">{t("wizard.slot")}</legend>
        {data?.slots.map(({ slot, remaining }) => (
          <button
            key={slot}
            type="button"
            className="c-button"
            disabled={remaining === 0 || book.isPending}
            onClick={() => book.mutate(slot)}
          >
            {slot}{" "}
            <span className="c-secondary">
              {remaining === 0 ? t("wizard.full") : t("wizard.left", { n: remaining })}
            </span>
          </button>
        ))}
      </fieldset>
    </div>
  );
}

/** The day in Shanghai on which an instant falls. */
function day(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
}
