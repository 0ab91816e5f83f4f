/** n8n's window for a new credential, as the panel's drop-down opens it. */
import type { Editor } from '../../scripts/n8n/editor';

const WINDOW = '[data-test-id="editCredential-modal"]';

/** Creates a Kling credential from the open panel; the panel then has it chosen. */
export async function createCredential({ page }: Editor, { url, apiKey }: { url: string; apiKey: string }): Promise<void> {
	const field = (name: string) => page.locator(`${WINDOW} [data-test-id="parameter-input-${name}"]`);
	await page.locator('[data-test-id="node-credentials-select"]').first().click();
	await page.locator('[data-test-id="node-credentials-select-item-new"]').click();
	await field('apiKey').locator('input').fill(apiKey);
	await field('region').click();
	await page.locator('[data-test-id="parameter-input-item"]:visible').filter({ hasText: 'Custom' }).click();
	await field('baseUrl').locator('input').fill(url);
	await page.locator('[data-test-id="credential-save-button"]').click();
	await page.locator(WINDOW).waitFor({ state: 'hidden' });
	await page.waitForLoadState('networkidle');
}

/** The model that the open panel shows. */
export const modelOf = async ({ page }: Editor): Promise<string> =>
	await page.locator('[data-test-id="parameter-input-model"] input').last().inputValue();
