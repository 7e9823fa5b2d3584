import { cutoff } from '@oubli/calendar';
import type { Parameters } from './parameters';

/** A bind value: the latest clock whose period can be over on `asOf` (a superset at month ends). */
export const cutoffParameter = (asOf: string, period: string, parameters: Parameters): string => parameters.add(cutoff(asOf, period), 'date');
