/**
 * Fills an empty installation with the sample city. Runs at the first start only: a mark in the same transaction as the data
 * says that it was done, and servers that start together take turns.
 */
import { ADVISORY_LOCKS } from "../advisory-locks.ts";
import {
  DEMO_PASSWORD,
  guideOnlyMatters,
  type SampleCity,
  sampleCity,
  type SamplePerson,
} from "@tongban/prisma/seed";
import type { Database } from "@tongban/prisma";
import { library } from "@tongban/processes";
import { hashPassword } from "../features/auth/password.ts";
import type { Platform } from "../platform.ts";
import { publishMatter, withForm } from "./publish-matter.ts";

const MARK = "sampleCity";
/** Keys of the sample data → ids in the database. */
type Ids = ReadonlyMap<string, string>;

/** Writes the sample city unless it is there; answers whether it did. */
export async function seedSampleCity(platform: Platform): Promise<boolean> {
  const { database, clock, runtime } = platform;
  const isDone = async (within: Database): Promise<boolean> =>
    (await within.platformSetting.findUnique({ where: { key: MARK } })) !== null;
  if (await isDone(database)) return false;

  const entries = library();
  const deployment = await runtime.deploy(
    entries.flatMap(({ key, files }) =>
      files
        .filter(({ kind }) => kind !== "template")
        .map(({ name, content }) => ({ name: `${key}/${name}`, content })),
    ),
    { account: "tongban", comment: "示例城市" },
  );
  if (!deployment.ok) {
    const findings = deployment.findings.map(({ file, message }) => `${file}: ${message.en}`);
    throw new Error(`The library of models cannot be deployed:\n${findings.join("\n")}`);
  }
  const passwords = await hashedPasswords(sampleCity());
  return database.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ADVISORY_LOCKS.sampleCity}::bigint)`;
    if (await isDone(tx)) return false;
    const city = sampleCity();
    await tx.region.createMany({ data: [...city.regions] });
    await tx.office.createMany({ data: [...city.offices] });
    const persons = await writePersons(tx, platform, city);
    const enterprises = await writeEnterprises(tx, city, persons);
    await writeLicences(tx, city, persons, enterprises);
    await writeStaff(tx, city, passwords);
    await writeCitizens(tx, city.persons, persons, passwords);
    await writeHall(tx, city);
    for (const matter of guideOnlyMatters()) await publishMatter(tx, matter, clock.date());
    for (const entry of entries.filter(({ matter }) => matter !== undefined)) {
      await publishMatter(tx, withForm(entry), clock.date());
    }
    await tx.platformSetting.create({
      data: { key: MARK, value: { at: clock.date().toISOString() } },
    });
    return true;
  });
}

/** Hashes are salted, so each account has its own. */
async function hashedPasswords(city: SampleCity): Promise<Ids> {
  const names = [...city.persons, ...city.staff].map(({ username }) => username);
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await hashPassword(DEMO_PASSWORD)] as const),
    ),
  );
}

async function writePersons(
  tx: Database,
  { protection }: Platform,
  city: SampleCity,
): Promise<Ids> {
  const rows = await tx.person.createManyAndReturn({
    data: city.persons.map((person) => ({
      name: person.name,
      idNumberSealed: protection.seal("idNumber", person.idNumber),
      idNumberHash: protection.hash("idNumber", person.idNumber),
      mobileSealed: protection.seal("mobile", person.mobile),
      address: person.address,
      regionCode: person.regionCode,
    })),
  });
  return idsByKey(city.persons, rows);
}

async function writeEnterprises(tx: Database, city: SampleCity, persons: Ids): Promise<Ids> {
  const rows = await tx.enterprise.createManyAndReturn({
    data: city.enterprises.map(({ key: _key, ...enterprise }) => enterprise),
  });
  const ids = idsByKey(city.enterprises, rows);
  await tx.personEnterprise.createMany({
    data: city.relations.map(({ person, enterprise, relation }) => ({
      personId: idOf(persons, person),
      enterpriseId: idOf(ids, enterprise),
      relation,
    })),
  });
  return ids;
}

async function writeLicences(
  tx: Database,
  city: SampleCity,
  persons: Ids,
  enterprises: Ids,
): Promise<void> {
  const names = new Map([...city.persons, ...city.enterprises].map(({ key, name }) => [key, name]));
  await tx.heldLicence.createMany({
    data: city.licences.map(({ holder, fields, ...licence }) => ({
      ...licence,
      fields: { ...fields },
      holderName: idOf(names, holder),
      holderPersonId: persons.get(holder) ?? null,
      holderEnterpriseId: enterprises.get(holder) ?? null,
    })),
  });
}

async function writeStaff(tx: Database, city: SampleCity, passwords: Ids): Promise<void> {
  for (const { username, name, grants } of city.staff) {
    await tx.account.create({
      data: {
        username,
        name,
        kind: "staff",
        passwordHash: idOf(passwords, username),
        grants: { create: grants.map(([role, officeKey]) => ({ role, officeKey })) },
      },
    });
  }
}

async function writeCitizens(
  tx: Database,
  people: readonly SamplePerson[],
  persons: Ids,
  passwords: Ids,
): Promise<void> {
  for (const { key, username, name } of people) {
    await tx.account.create({
      data: {
        username,
        name,
        kind: "citizen",
        passwordHash: idOf(passwords, username),
        personId: idOf(persons, key),
        grants: { create: { role: "citizen" } },
      },
    });
  }
}

async function writeHall(tx: Database, { hall }: SampleCity): Promise<void> {
  const { windows, devices, ...place } = hall;
  await tx.hall.create({ data: place });
  for (const { clerk, ...window } of windows) {
    const account = await tx.account.findUniqueOrThrow({ where: { username: clerk } });
    await tx.hallWindow.create({ data: { ...window, hallId: hall.id, clerkId: account.id } });
  }
  await tx.device.createMany({ data: devices.map((device) => ({ ...device, hallId: hall.id })) });
}

/** Rows come back in the order in which they were written. */
function idsByKey(
  items: readonly { readonly key: string }[],
  rows: readonly { readonly id: string }[],
): Ids {
  return new Map(items.map(({ key }, index) => [key, rows[index]?.id ?? ""]));
}

function idOf(ids: Ids, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`The sample city has no ${key}`);
  return id;
}
