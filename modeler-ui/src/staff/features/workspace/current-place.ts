/** Where the device is, for a photo that shall prove a visit; undefined where the person or the device does not say. */
export async function currentPlace(): Promise<string | undefined> {
  if (!("geolocation" in navigator)) return undefined;
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const { latitude, longitude, accuracy } = coords;
        resolve(`${latitude.toFixed(5)}, ${longitude.toFixed(5)} (±${Math.round(accuracy)} m)`);
      },
      () => resolve(undefined),
      { timeout: 4000, maximumAge: 60_000 },
    );
  });
}
