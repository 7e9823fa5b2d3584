const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const spread = (values: readonly number[]): number => median(values.map((v) => Math.abs(v - median(values))));

/** Can a stranger tell two series of times (milliseconds) apart? The medians differ by more than four standard errors, and by a millisecond. */
export function toldApart(one: readonly number[], other: readonly number[]): boolean {
  const errors = [one, other].map((times) => (1.2533 * 1.4826 * spread(times)) / Math.sqrt(times.length));
  return Math.abs(median(one) - median(other)) > Math.max(1, 4 * Math.hypot(...errors));
}
