import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import type { SimulatedCall } from '../support/simulated-call.ts';

export type Tab = 'timeline' | 'history' | 'user-metadata' | 'search-attributes';

/** Temporal's UI, as an operator reads it. */
export interface TemporalUi {
  /** The list of workflows under a filter. */
  openList(filter: string): Promise<void>;
  /** A tab of the page of a call's escalation. */
  openRun(call: SimulatedCall, tab: Tab): Promise<void>;
  /** All that can be read on the open page; Markdown is shown in frames of its own. */
  text(): Promise<string>;
  /** Workflow ids in the list that is open. */
  listed(): Promise<string[]>;
  /** Keeps what is on the screen in `screenshots/`, with KEEP_SCREENSHOTS set: ids and times in them differ in each run. `from`: the text it begins with. */
  keep(name: string, from?: string): Promise<void>;
}

export async function temporalUi(context: BrowserContext, uiUrl: string, namespace: string): Promise<TemporalUi> {
  const page = await context.newPage();
  const workflows = `${uiUrl}/namespaces/${namespace}/workflows`;
  return {
    openList: async (filter) => {
      await page.goto(`${workflows}?query=${encodeURIComponent(filter)}`);
    },
    openRun: async ({ handle, workflowId }, tab) => {
      const { runId } = await handle.describe();
      await page.goto(`${workflows}/${workflowId}/${runId}/${tab}`);
    },
    text: () => textOf(page),
    listed: () => workflowIds(page),
    keep: async (name, from) => {
      if (!process.env.KEEP_SCREENSHOTS) return;
      const y = from ? ((await page.getByText(from).last().boundingBox())?.y ?? 0) - 40 : 0;
      const path = fileURLToPath(new URL(`./screenshots/${name}.png`, import.meta.url));
      await page.screenshot({ path, clip: { x: 0, y, width: 1280, height: 800 } });
    },
  };
}

async function textOf(page: Page): Promise<string> {
  const texts = await Promise.all(page.frames().map((frame) => frame.locator('body').innerText()));
  // Long words are broken by soft hyphens and blanks that do not break.
  return texts
    .join('\n')
    .replaceAll(/[\u00AD\u200B]/g, '')
    .replaceAll('\u00A0', ' ');
}

/** Each row links to its run twice. */
async function workflowIds(page: Page): Promise<string[]> {
  const links = await page.locator('tbody a[href*="/workflows/escalation-"]').all();
  const targets = await Promise.all(links.map((link) => link.getAttribute('href')));
  return [...new Set(targets.map((target) => /\/workflows\/([^/]+)/.exec(target ?? '')?.[1] ?? ''))];
}
