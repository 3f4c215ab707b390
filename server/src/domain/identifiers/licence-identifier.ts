/**
 * Electronic licence identifier 电子证照标识, GB/T 36904: `1.2.156.3005.2` . type code (21: defining body's 18 + 3) . issuer code .
 * serial . version (3) . check character (ISO 7064 MOD 37,36 over the parts behind the OID, joined without dots).
 */
const OID = "1.2.156.3005.2";
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const PATTERN =
  /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{6,18})\.([0-9A-Z]{1,32})\.(\d{3})\.([0-9A-Z])$/;

/** The parts that an identifier is made of. */
export interface LicenceIdentifierParts {
  /** Defining body's code (18) and the type's number (3). */
  readonly typeCode: string;
  readonly issuerCode: string;
  readonly serial: string;
  /** Three digits, `001` for the first. */
  readonly version: string;
}

/**
 * The whole identifier with its check character.
 * @throws RangeError when a part has a character outside 0–9 A–Z or a wrong length
 */
export function licenceIdentifier(parts: LicenceIdentifierParts): string {
  const { typeCode, issuerCode, serial, version } = parts;
  const check = checkCharacter(`${typeCode}${issuerCode}${serial}${version}`);
  const text = [OID, typeCode, issuerCode, serial, version, check].join(".");
  if (!PATTERN.test(text)) throw new RangeError(`Not a licence identifier: ${text}`);
  return text;
}

/** Whether a text is a well-formed identifier with the right check character. */
export function isLicenceIdentifier(text: string): boolean {
  const match = PATTERN.exec(text);
  return match !== null && checkCharacter(match.slice(1, 5).join("")) === match[5];
}

/** ISO 7064 hybrid system MOD 37,36. */
function checkCharacter(payload: string): string {
  let product = 36;
  for (const character of payload) {
    const sum = (product + ALPHABET.indexOf(character)) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return ALPHABET.charAt((37 - product) % 36);
}
