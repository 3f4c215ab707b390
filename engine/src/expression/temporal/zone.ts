/** Time zones of FEEL: an offset from UTC, or a region of the IANA database (`Asia/Shanghai`). */
import { IANAZone } from "luxon";

/** See the file's head. */
export type Zone =
  | { readonly kind: "offset"; readonly seconds: number }
  | { readonly kind: "region"; readonly id: string };

/** UTC. */
export const UTC: Zone = { kind: "offset", seconds: 0 };

/** Instants that `Date` can express, in seconds; a region's offset beyond them is that at the bound. */
const MAX_DATE_SECONDS = 8.64e12;
/** Names that have been looked up, for a look into the database takes long. */
const regions = new Map<string, Zone | null>();
const MAX_REGIONS = 1_000;
const OFFSET = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/;
const MAX_OFFSET_SECONDS = 18 * 3600;

/** The zone that a text behind a time states (`Z`, `+08:00`, `@Asia/Shanghai`); null when it states none. */
export function parseZone(text: string): Zone | null {
  if (text === "Z" || text === "z") return UTC;
  if (text.startsWith("@")) return regionZone(text.slice(1));
  const [match, sign, hours, minutes, seconds = "0"] = OFFSET.exec(text) ?? [];
  if (match === undefined || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return offset > MAX_OFFSET_SECONDS ? null : offsetZone(sign === "-" ? -offset : offset);
}

/** The region of this name; null when the database has none. */
export function regionZone(id: string): Zone | null {
  const known = regions.get(id);
  if (known !== undefined) return known;
  const isRegion = /^[A-Za-z]/.test(id) && IANAZone.isValidZone(id);
  const zone: Zone | null = isRegion ? { kind: "region", id } : null;
  if (regions.size >= MAX_REGIONS) regions.clear();
  regions.set(id, zone);
  return zone;
}

/** A fixed offset, in seconds east of UTC. */
export function offsetZone(seconds: number): Zone {
  return seconds === 0 ? UTC : { kind: "offset", seconds };
}

/** Offset in seconds east of UTC at an instant (seconds since the epoch). */
export function offsetAt(zone: Zone, epochSeconds: number): number {
  if (zone.kind === "offset") return zone.seconds;
  const clamped = Math.max(-MAX_DATE_SECONDS, Math.min(MAX_DATE_SECONDS, epochSeconds));
  return Math.round(IANAZone.create(zone.id).offset(clamped * 1000) * 60);
}

/** Offset at a local time, given as if it were UTC; in a gap or overlap the one before the change. */
export function offsetAtLocal(zone: Zone, localSeconds: number): number {
  if (zone.kind === "offset") return zone.seconds;
  const before = offsetAt(zone, localSeconds - offsetAt(zone, localSeconds - 86_400));
  const guess = offsetAt(zone, localSeconds - before);
  if (guess === before) return guess;
  const other = offsetAt(zone, localSeconds - guess);
  return other === guess ? guess : before;
}

/** As it stands behind a time. */
export function zoneText(zone: Zone): string {
  if (zone.kind === "region") return `@${zone.id}`;
  if (zone.seconds === 0) return "Z";
  const all = Math.abs(zone.seconds);
  const parts = [Math.floor(all / 3600), Math.floor((all % 3600) / 60)];
  if (all % 60 !== 0) parts.push(all % 60);
  return (zone.seconds < 0 ? "-" : "+") + parts.map((part) => digits(part, 2)).join(":");
}

/** A number with leading zeros. */
export function digits(value: number, length: number): string {
  return String(value).padStart(length, "0");
}
