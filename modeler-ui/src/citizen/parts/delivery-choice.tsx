/** How the result reaches the applicant; may be changed until it is under way. */
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client.ts";
import { Failure } from "../app/page-states.tsx";
import { useCaseStep, useGuide, type CaseView } from "./use-case.ts";

type Kind = NonNullable<CaseView["delivery"]>["kind"];

/** See file head. */
export function DeliveryChoice({ found }: { readonly found: CaseView }) {
  const { t } = useTranslation("citizen");
  const { data: guide } = useGuide(found.matter.id);
  const [kind, setKind] = useState<Kind>(found.delivery?.kind ?? "electronic");
  const choose = useCaseStep(
    found.id,
    (body: { kind: Kind; receiver?: string; address?: string; phone?: string }) =>
      answer(api.PUT("/api/cases/{id}/delivery", { params: { path: { id: found.id } }, body })),
  );
  const pick = (next: Kind): void => {
    setKind(next);
    if (next !== "express") choose.mutate({ kind: next });
  };
  return (
    <fieldset className="c-card c-question">
      <legend>{t("wizard.delivery")}</legend>
      <div className="c-choices">
        {(guide?.deliveryKinds ?? ["electronic"]).map((one) => (
          <label key={one} className="c-choice">
            <input type="radio" name="delivery" checked={kind === one} onChange={() => pick(one)} />
            <span>{t(`wizard.deliveryKind.${one}`)}</span>
          </label>
        ))}
      </div>
      {kind === "express" && (
        <ExpressAddress
          found={found}
          isPending={choose.isPending}
          onSend={(to) => choose.mutate({ kind: "express", ...to })}
        />
      )}
      {choose.isSuccess && <output>{t("wizard.saved")}</output>}
      {choose.error && <Failure error={choose.error} />}
    </fieldset>
  );
}

function ExpressAddress({
  found,
  isPending,
  onSend,
}: {
  readonly found: CaseView;
  readonly isPending: boolean;
  readonly onSend: (to: { receiver: string; address: string; phone: string }) => void;
}) {
  const { t } = useTranslation(["citizen", "shared"]);
  const [receiver, setReceiver] = useState(found.delivery?.receiver ?? found.applicant.name);
  const [address, setAddress] = useState(found.delivery?.address ?? "");
  const [phone, setPhone] = useState(found.delivery?.phone ?? "");
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    onSend({ receiver, address, phone });
  };
  return (
    <form className="c-form" onSubmit={send}>
      <label>
        {t("citizen:wizard.receiver")}
        <input
          required
          maxLength={50}
          value={receiver}
          onChange={(event) => setReceiver(event.target.value)}
        />
      </label>
      <label>
        {t("citizen:wizard.address")}
        <input
          required
          maxLength={200}
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
      </label>
      <label>
        {t("citizen:wizard.phone")}
        <input
          required
          inputMode="tel"
          pattern="1[3-9][0-9]{9}"
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
      </label>
      <button type="submit" className="c-button" disabled={isPending}>
        {t("shared:save")}
      </button>
    </form>
  );
}
