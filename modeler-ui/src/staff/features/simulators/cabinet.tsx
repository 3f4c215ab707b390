import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeviceProps } from "./act.ts";
import { slotsOf } from "./device-faces.ts";

/** The pickup cabinet: a code opens the slot that holds the licence. */
export function Cabinet({ face, act }: DeviceProps) {
  const { t } = useTranslation("simulators");
  const [code, setCode] = useState("");
  const { slots, openedSlot } = slotsOf(face);
  const open = (): void => {
    if (code.trim() === "") return;
    act({ action: "pickUp", code: code.trim() });
    setCode("");
  };
  return (
    <div className="cabinet">
      <ul>
        {slots.map(({ slot, label }) => (
          <li
            key={slot}
            className={`${label === null ? "" : "cabinet-taken"} ${slot === openedSlot ? "cabinet-open" : ""}`}
          >
            <span className="tb-number">{slot}</span>
            <span>{label ?? t("cabinet.free")}</span>
          </li>
        ))}
      </ul>
      <p aria-live="polite">
        {openedSlot !== undefined && t("cabinet.opened", { slot: openedSlot })}
      </p>
      <div className="cabinet-keys">
        <Input
          aria-label={t("cabinet.code")}
          placeholder={t("cabinet.code")}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          onPressEnter={open}
        />
        <Button type="primary" onClick={open}>
          {t("cabinet.pickUp")}
        </Button>
      </div>
    </div>
  );
}
