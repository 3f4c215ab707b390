import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { FormFaults } from "./check-form.ts";
import { useFaultText } from "./form-view.tsx";
import "./forms.css";

/** Everything that is wrong, on top of the form; takes the focus when it appears so that it is heard and seen. */
export function FaultSummary({ faults }: { readonly faults: FormFaults }) {
  const { t } = useTranslation("shared");
  const faultText = useFaultText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (faults.size > 0) box.current?.focus();
  }, [faults]);
  if (faults.size === 0) return null;
  return (
    <div ref={box} className="tb-form-summary" role="alert" tabIndex={-1}>
      <strong>{t("form.errorSummary", { n: faults.size })}</strong>
      <ul>
        {[...faults].map(([address, fault]) => (
          <li key={address}>{faultText(fault)}</li>
        ))}
      </ul>
    </div>
  );
}
