/** Lehmer's generator modulo 2^31 - 1: numbers from 0 to 1 that depend on the seed alone. */
export function seededRandom(seed: number): () => number {
  const modulus = 2_147_483_647;
  let state = seed % modulus || 1;
  return () => {
    state = (state * 48_271) % modulus;
    return state / modulus;
  };
}
