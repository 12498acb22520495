// How much of the screen a child's photo takes, whatever the size of the screen.
import assert from 'node:assert/strict';
import { expect } from '@playwright/test';
import type { TillScreen } from './till-screen.ts';

export async function photoTakesAQuarter(screen: TillScreen, childName: string): Promise<void> {
  const photo = screen.page.getByRole('img', { name: `Billede af ${childName}` });
  await expect(photo).toBeVisible();
  const drawn = await photo.evaluate((image: HTMLImageElement) => image.naturalWidth);
  assert.ok(drawn > 0, 'the photo is drawn');
  const box = await photo.boundingBox();
  assert.ok(box, 'the photo has a place');
  const room = screen.page.viewportSize();
  assert.ok(room, 'the screen has a size');
  const seen =
    (Math.min(box.x + box.width, room.width) - Math.max(box.x, 0)) *
    (Math.min(box.y + box.height, room.height) - Math.max(box.y, 0));
  const share = seen / (room.width * room.height);
  assert.ok(share >= 0.25, `the photo takes ${(100 * share).toFixed(1)} % of the screen`);
}
