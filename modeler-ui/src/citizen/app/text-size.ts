/** The large-text mode 关怀版: chosen once, kept on this device. All sizes are in rem, so one number moves everything. */
import { useEffect, useState } from "react";

const STORED = "tongban.elder";

function stored(): boolean {
  try {
    return localStorage.getItem(STORED) === "true";
  } catch {
    return false; // storage may be forbidden
  }
}

/** Whether large text is on, and the way to switch it. */
export function useElderMode(): readonly [boolean, () => void] {
  const [isOn, setOn] = useState(stored);
  useEffect(() => {
    document.documentElement.classList.toggle("c-elder", isOn);
    try {
      localStorage.setItem(STORED, String(isOn));
    } catch {
      // the choice then lasts as long as the page
    }
  }, [isOn]);
  return [isOn, () => setOn((was) => !was)];
}
