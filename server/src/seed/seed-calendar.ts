/** Every installation has the national working calendar, with or without the sample city. */
import { announcedCalendar } from "@tongban/prisma/seed";
import type { Platform } from "../platform.ts";

/** Publishes the calendar that came with this version unless it, or a later one, is there. */
export async function seedCalendar({
  database,
  clock,
}: Pick<Platform, "database" | "clock">): Promise<void> {
  const calendar = announcedCalendar();
  await database.calendarVersion.createMany({
    data: [{ ...calendar, years: { ...calendar.years }, publishedAt: clock.date() }],
    skipDuplicates: true,
  });
}
