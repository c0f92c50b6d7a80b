/** Clouds as slow as they are on a bad day. */
export const clouds = {
  latency: [200, 800] as [number, number],
  lag: {
    app: [5000, 20_000] as [number, number],
    principal: [5000, 20_000] as [number, number],
    password: [5000, 20_000] as [number, number],
    token: [5000, 20_000] as [number, number],
    role: [5000, 20_000] as [number, number],
  },
};
/** What is not measured is over soon. */
export const quick = { latency: [5, 40] as [number, number] };
