/** Case numbers are long (DOMAIN §1: item code, date, serial); people tell cases apart by their last part. */

/** A number in its parts; `head` is empty for short numbers. */
export interface CaseNumberParts {
  readonly head: string;
  /** Date of application, YYYYMMDD, and serial; or the whole of a short number. */
  readonly tail: string;
}

const LONG = /^(?<head>.{31})(?<date>\d{8})(?<serial>\d{4})$/;

/** @example 31 characters + 20261123 + 0001 → tail 20261123-0001 */
export function caseNumberParts(caseNumber: string): CaseNumberParts {
  const groups = LONG.exec(caseNumber)?.groups;
  if (groups === undefined) return { head: "", tail: caseNumber };
  const { head = "", date = "", serial = "" } = groups;
  return { head, tail: `${date}-${serial}` };
}

/** For lists: the part that differs; the whole number in the tool tip. */
export function ShortCaseNumber({ caseNumber }: { readonly caseNumber: string }) {
  const { head, tail } = caseNumberParts(caseNumber);
  return (
    <span className="tb-number" title={caseNumber}>
      {head === "" ? tail : `…${tail}`}
    </span>
  );
}
