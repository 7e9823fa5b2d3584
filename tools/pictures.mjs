#!/usr/bin/env node
// The six pictures of the README, taken from a running demo: node tools/pictures.mjs URL E-MAIL PASSWORD
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './prepare/install.mjs';
import { findChromium } from './services/chromium.mjs';

const [url, email, password] = process.argv.slice(2);
if (!url || !email || !password) {
  process.stderr.write('Usage: node tools/pictures.mjs URL E-MAIL PASSWORD\n');
  process.exit(2);
}
const folder = join(root, 'docs', 'pictures');
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--headless', '--no-sandbox', '--disable-gpu'] });
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: url, colorScheme: 'light' });
await context.addInitScript(() => globalThis.localStorage.setItem('oubli.language', 'en'));
const page = await context.newPage();
const settled = () => page.waitForFunction(() => !globalThis.document.querySelector('oubli-state .waiting'), undefined, { timeout: 30_000 }).then(() => page.waitForTimeout(1500));
const take = async (name, address) => {
  if (address) await page.goto(address);
  await page.locator('h1').waitFor();
  await settled();
  await page.screenshot({ path: join(folder, `${name}.png`) });
};
await page.goto('/sign-in');
await page.fill('#email', email);
await page.fill('#password', password);
await page.click('button[type=submit]');
await page.waitForURL('**/');
await take('overview', '/');
await take('due', '/due');
await take('ledger', '/ledger');
await page.goto('/runs');
await page.locator('.long-list a').last().click();
await take('run');
await take('policy', '/policies/application');
await page.goto('/policies/survey-answer');
await page.getByRole('button', { name: 'Edit' }).click();
await page.locator('button.chip:enabled', { hasText: '3 months' }).click();
await page.getByRole('spinbutton').first().fill('1');
await page.keyboard.press('Tab');
await page.getByText('Draft saved.').waitFor();
await page.getByRole('button', { name: 'See what it would move' }).click();
await page.getByText('What publishing this draft today would move').scrollIntoViewIfNeeded();
await page.waitForTimeout(2500);
await take('impact');
await page.getByRole('button', { name: 'Throw the draft away' }).click();
await page.waitForTimeout(500);
await browser.close();
