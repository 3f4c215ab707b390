import { useTranslation } from "react-i18next";
import type { DeviceView } from "../../../api/views.ts";
import { LightMark, type Light } from "../../../design/light-mark.tsx";

const LIGHTS: Readonly<Record<DeviceView["state"], Light>> = {
  init: "yellow",
  ready: "green",
  sleeping: "grey",
  disconnected: "grey",
  lost: "red",
  alert: "yellow",
};

/** Whether a device can do its step now. */
export function isUsable(state: DeviceView["state"]): boolean {
  return state === "ready" || state === "sleeping" || state === "alert";
}

/** A device's state as light and word. */
export function DeviceState({ state }: { readonly state: DeviceView["state"] }) {
  const { t } = useTranslation("hall");
  return <LightMark light={LIGHTS[state]} text={t(`deviceState.${state}`)} />;
}
