import { expect, test } from './fixtures';

test('an input method may use Enter as it likes; only a finished word is sent', async ({ page, openStudio, promptBox, runOf }) => {
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await openStudio();
  await promptBox.focus();
  const browser = await page.context().newCDPSession(page);
  await browser.send('Input.imeSetComposition', { text: 'haibian', selectionStart: 7, selectionEnd: 7 });
  await expect(promptBox).toHaveValue('haibian');
  // Enter takes the candidate, with and without Ctrl, in every way that browsers tell of it.
  for (const modifiers of [0, 2]) {
    for (const key of ['Enter', 'Process']) {
      const code = { key, code: 'Enter', modifiers, windowsVirtualKeyCode: key === 'Process' ? 229 : 13 };
      await browser.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...code });
      await browser.send('Input.dispatchKeyEvent', { type: 'keyUp', ...code });
    }
  }
  await promptBox.evaluate((box) => {
    const press = (init: KeyboardEventInit & { keyCode?: number }) =>
      box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', ctrlKey: true, bubbles: true, cancelable: true, ...init }));
    press({ isComposing: true });
    // Safari ends the composition first; only the number 229 tells that the key was the input method's.
    press({ keyCode: 229 });
  });
  await browser.send('Input.insertText', { text: '海边的灯塔' });
  await expect(promptBox).toHaveValue('海边的灯塔');
  await promptBox.press('Enter');
  await expect(promptBox).toHaveValue('海边的灯塔\n');
  expect(sent).toEqual([]);
  await expect(runOf('haibian')).toHaveCount(0);

  await promptBox.press('Control+Enter');
  await expect(runOf('海边的灯塔').getByRole('link')).toHaveCount(2);
  expect(sent).toHaveLength(1);
});
