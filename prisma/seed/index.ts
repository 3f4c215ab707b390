/**
 * The sample city: regions, offices, people, licences, hall, calendar and matters, all fictional (regions 98xxxx do not exist,
 * so no number can be a real person's). Plain data; the server seals, hashes and writes it (server/src/seed).
 */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Someone of the sample city who can log in. */
interface SampleAccount {
  readonly username: string;
  readonly name: string;
  /** Who it is, in one line. */
  readonly zh: string;
  readonly en: string;
}

/** A citizen with identity. */
export interface SamplePerson extends SampleAccount {
  readonly key: string;
  readonly idNumber: string;
  readonly mobile: string;
  readonly address: string | null;
  readonly regionCode: string;
}

/** A member of staff; a grant is role and office key. */
export interface SampleStaff extends SampleAccount {
  readonly grants: readonly (readonly [role: string, officeKey: string | null])[];
}

/** The whole city. */
export interface SampleCity {
  readonly regions: readonly {
    readonly code: string;
    readonly name: string;
    readonly level: string;
    readonly parentCode: string | null;
  }[];
  readonly offices: readonly {
    readonly key: string;
    readonly name: string;
    readonly shortName: string;
    readonly regionCode: string;
    readonly level: string;
    readonly nature: string;
    readonly uscc: string;
  }[];
  readonly persons: readonly SamplePerson[];
  readonly staff: readonly SampleStaff[];
  readonly enterprises: readonly {
    readonly key: string;
    readonly name: string;
    readonly uscc: string;
    readonly kind: string;
    readonly legalName: string;
    readonly regionCode: string;
    readonly address: string | null;
  }[];
  readonly relations: readonly {
    readonly person: string;
    readonly enterprise: string;
    readonly relation: string;
  }[];
  readonly licences: readonly {
    readonly typeName: string;
    /** Key of a person or enterprise. */
    readonly holder: string;
    readonly number: string | null;
    readonly identifier: string | null;
    readonly issuerName: string;
    readonly validFrom: string;
    readonly validTo: string | null;
    readonly fields: Readonly<Record<string, string>>;
  }[];
  readonly hall: {
    readonly id: string;
    readonly name: string;
    readonly regionCode: string;
    readonly officeKey: string;
    readonly address: string;
    readonly windows: readonly {
      readonly id: string;
      readonly name: string;
      readonly clerk: string;
    }[];
    readonly devices: readonly {
      readonly id: string;
      readonly kind: string;
      readonly name: string;
      readonly windowId: string | null;
      readonly settings: Readonly<Record<string, number>>;
    }[];
  };
}

/** A version of the working calendar as announced. */
export interface AnnouncedCalendar {
  readonly id: string;
  readonly version: number;
  readonly reason: string;
  readonly years: Readonly<
    Record<string, { readonly off: readonly string[]; readonly work: readonly string[] }>
  >;
}

/** Password of every account of the sample city. */
export const DEMO_PASSWORD = "Tongban-2026";

/** People, places and organisations. */
export function sampleCity(): SampleCity {
  return read("sample-city.json") as SampleCity;
}

/** Working days of 2025 and 2026, as the State Council's General Office announced them. */
export function announcedCalendar(): AnnouncedCalendar {
  return read("calendar.json") as AnnouncedCalendar;
}

/** Implementation lists of the matters that are listed for information; those that run come from the process library. */
export function guideOnlyMatters(): unknown[] {
  return readdirSync(join(import.meta.dirname, "matters"))
    .toSorted()
    .map((name) => read(`matters/${name}`));
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, name), "utf8"));
}
