import { useTranslation } from "react-i18next";
import type { DeviceProps } from "./act.ts";
import { callsOf } from "./device-faces.ts";

/** The calling screen over the windows. */
export function Display({ face }: Pick<DeviceProps, "face">) {
  const { t } = useTranslation("simulators");
  const { calls, waiting } = callsOf(face);
  return (
    <div className="led" aria-live="polite">
      {calls.length === 0 && <p>{t("display.idle")}</p>}
      {calls.map((call, index) => (
        <p key={`${call.ticketNumber}-${calls.length - index}`}>
          {t("display.call", { number: call.ticketNumber, window: call.windowName })}
        </p>
      ))}
      <p className="led-waiting">{t("display.waiting", { n: waiting })}</p>
    </div>
  );
}
