// What the issue promises of the demo, and what the objects' schemas would refuse later.
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { CategoryId, PersonId, ProductId } from '../contracts/ids.ts';
import { Photo } from '../contracts/photo.ts';
import { isRandomUid, UidEvidence } from '../contracts/taps.ts';
import { FIRST_SETTINGS } from '../durable-objects/municipality/settings.ts';
import { demoUid } from './demo-cards.ts';
import { DEMO_CHILDREN, type DemoChild, demoChildName } from './demo-children.ts';
import { CHILDREN_WITH_LETTER, letterIsFor } from './demo-families.ts';
import { DEMO_CLUBS, DEMO_SETTINGS, plainLetters, productId } from './demo-world.ts';
import { drawPhoto, drawPhotoPng, PHOTO_HEIGHT, PHOTO_WIDTH } from './draw-photo.ts';
import { welcomeText } from './welcome-text.ts';

const some = (is: (child: DemoChild) => boolean) => DEMO_CHILDREN.some(is);

test('has two clubs, each with café, workshop and activities, and 15 to 25 products', () => {
  expect(DEMO_CLUBS.map((club) => club.name)).toEqual(['Bakkens Hjerte', 'Klub Storagergård']);
  for (const { salesPoints, products, operators } of DEMO_CLUBS) {
    expect(salesPoints.map(({ name }) => name)).toEqual(['Café', 'Værksted', 'Aktiviteter']);
    expect(products.length).toBeGreaterThanOrEqual(15);
    expect(products.length).toBeLessThanOrEqual(25);
    expect(new Set(operators.map(({ kind }) => kind))).toEqual(new Set(['staff', 'youth']));
  }
});

test('lets a visitor try both ways to a child: by a letter, and as a contact without one', () => {
  expect(DEMO_SETTINGS.contactMatchIsEnough).toBe(true);
  expect(FIRST_SETTINGS.contactMatchIsEnough).toBe(false);
});

test('sells nothing for 200 kr or more, and everything by an id and a category that exist', () => {
  const ids = new Set<string>();
  for (const club of DEMO_CLUBS) {
    const categories = new Set(
      club.categories.map(({ categoryId }) => CategoryId.parse(categoryId)),
    );
    for (const product of club.products) {
      const { price } = product;
      expect('fixedKroner' in price ? price.fixedKroner : price.typedUpToKroner).toBeLessThan(200);
      expect(categories).toContain(product.category);
      ids.add(ProductId.parse(productId(club, product)));
    }
  }
  expect(ids.size).toBe(DEMO_CLUBS.reduce((count, { products }) => count + products.length, 0));
});

test('has forty children, and one of each kind that a visitor should meet', () => {
  expect(DEMO_CHILDREN).toHaveLength(40);
  expect(some((child) => child.card === null)).toBe(true);
  expect(some((child) => child.cardIsBlocked)).toBe(true);
  expect(some((child) => child.limits === 'tight')).toBe(true);
  expect(some((child) => child.moneyKroner > 0 && child.moneyKroner < 15)).toBe(true);
  expect(some((child) => !child.guardianLinked && child.card !== null)).toBe(true);
  expect(some((child) => child.clubs.length === 2)).toBe(true);
  const families = DEMO_CHILDREN.map((child) => child.familyName);
  expect(new Set(families).size).toBeLessThan(families.length);
  const ids = DEMO_CHILDREN.map((child) => PersonId.parse(plainLetters(demoChildName(child))));
  expect(new Set(ids).size).toBe(40);
});

test('has cards of three kinds whose identifiers last', () => {
  const cards = DEMO_CHILDREN.flatMap((child) =>
    child.card === null
      ? []
      : [{ kind: child.card, uid: demoUid(child.card, demoChildName(child)) }],
  );
  expect(new Set(cards.map(({ kind }) => kind)).size).toBe(3);
  expect(new Set(cards.map(({ uid }) => uid)).size).toBe(cards.length);
  for (const { uid } of cards) {
    expect(UidEvidence.parse({ class: 'uid', uid }).uid).toBe(uid);
    expect(isRandomUid(uid)).toBe(false);
  }
});

test('draws every child a face of its own, small enough to travel with a tap', {
  timeout: 90_000,
}, () => {
  const pictures = DEMO_CHILDREN.map((child) => drawPhotoPng(demoChildName(child), child.hair));
  for (const picture of pictures) expect(picture.length).toBeLessThan(15_000);
  expect(new Set(pictures.map((picture) => picture.toString('base64'))).size).toBe(40);
  expect(Photo.parse(drawPhoto('Alma Testesen')).mediaType).toBe('image/png');
  expect(drawPhoto('Alma Testesen')).toEqual(drawPhoto('Alma Testesen'));
});

test('writes a picture of the right size that a decoder would accept', () => {
  const picture = drawPhotoPng('Alma Testesen');
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([PHOTO_WIDTH, PHOTO_HEIGHT]);
  const data = picture.indexOf('IDAT');
  const pixels = inflateSync(picture.subarray(data + 4, data + 4 + picture.readUInt32BE(data - 4)));
  expect(pixels.length).toBe((PHOTO_WIDTH * 3 + 1) * PHOTO_HEIGHT);
});

test('names no child in the welcome that the demo does not have', () => {
  const text = welcomeText({
    ...{ url: 'http://127.0.0.1:8787', statusPort: 8789, reader: 'fake', codes: {} },
    ...{ outboxUrl: 'http://127.0.0.1:8791', stateDirectory: '.klubkort' },
    ...{ nexiUrl: 'http://127.0.0.1:8792', mobilepayUrl: 'http://127.0.0.1:8793' },
    letterCodes: { 'Frida Testesen': 'ABCDE-12345' },
  });
  const names = DEMO_CHILDREN.map(demoChildName);
  const named = [...text.matchAll(/tap -- "([^"]+)"/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(0);
  for (const name of named) expect(names).toContain(name);
  expect(text).toMatch(/Frida Testesen +ABCDE-12345 +for Mette Testesen$/m);
  for (const name of CHILDREN_WITH_LETTER) expect(letterIsFor(name)).not.toBe('');
  for (const { operators } of DEMO_CLUBS)
    for (const { pin } of operators) expect(text).toContain(pin);
});
