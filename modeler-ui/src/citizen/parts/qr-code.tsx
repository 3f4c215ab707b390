/** A QR code as a picture; the library is loaded when it is used. */
import { useEffect, useState } from "react";

/** See file head. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const [picture, setPicture] = useState<string>();
  useEffect(() => {
    let isCurrent = true;
    void import("qrcode").then(async ({ toDataURL }) => {
      const url = await toDataURL(text, { margin: 1, width: 320 });
      if (isCurrent) setPicture(url);
    });
    return () => {
      isCurrent = false;
    };
  }, [text]);
  return picture === undefined ? null : (
    <img className="c-qr" src={picture} alt={label} width="160" height="160" />
  );
}
