import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeviceProps } from "./act.ts";
import { ticketsOf } from "./device-faces.ts";

/** A ticket machine: scans a booking code, prints a number. */
export function TicketMachine({ face, act }: DeviceProps) {
  const { t } = useTranslation("simulators");
  const [code, setCode] = useState("");
  const [ticket] = ticketsOf(face);
  const scan = (): void => {
    if (code.trim() !== "") act({ action: "scan", bookingCode: code.trim() });
  };
  return (
    <div className="machine">
      <div className="machine-screen">
        <p>{t("ticketMachine.idle")}</p>
        <Input
          aria-label={t("ticketMachine.code")}
          placeholder={t("ticketMachine.code")}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          onPressEnter={scan}
        />
        <Button type="primary" block onClick={scan}>
          {t("ticketMachine.scan")}
        </Button>
      </div>
      <div className="machine-slot" aria-live="polite">
        {ticket !== undefined && (
          <div className="machine-ticket" key={ticket.ticketNumber}>
            <strong className="tb-number">{ticket.ticketNumber}</strong>
            <span>{ticket.matterName}</span>
            <span>{t("ticketMachine.waiting", { n: ticket.waiting })}</span>
          </div>
        )}
      </div>
    </div>
  );
}
