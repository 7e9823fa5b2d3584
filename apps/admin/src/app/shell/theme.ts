import { Injectable, signal } from '@angular/core';

export type Theme = 'auto' | 'light' | 'dark';
const stored = 'oubli.theme';
const order: readonly Theme[] = ['auto', 'light', 'dark'];

/** Light, dark, or as the system has it; kept on this machine. */
@Injectable({ providedIn: 'root' })
export class ThemeChoice {
  readonly theme = signal<Theme>(order.find((t) => t === localStorage.getItem(stored)) ?? 'auto');

  constructor() {
    this.apply();
  }

  next(): void {
    this.theme.update((now) => order[(order.indexOf(now) + 1) % order.length] ?? 'auto');
    localStorage.setItem(stored, this.theme());
    this.apply();
  }

  private apply(): void {
    const { classList } = document.documentElement;
    classList.remove('light', 'dark');
    if (this.theme() !== 'auto') classList.add(this.theme());
  }
}
