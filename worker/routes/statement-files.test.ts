// The statement as files: opened by a spreadsheet of a Danish machine, and read as a PDF's reader reads it.
import { runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { ore } from '../../contracts/ore.ts';
import { cancelOrder, orderCard } from '../../durable-objects/testing/card-orders.ts';
import { acceptedValue, Counter, refund } from '../../durable-objects/testing/counter.ts';
import { putLinks } from '../../durable-objects/testing/link-copy.ts';
import type { TestChild } from '../../durable-objects/testing/seeded-club.ts';
import { account, SeededClub, topUp } from '../../durable-objects/testing/seeded-club.ts';
import { type Cell, openedBySpreadsheet } from '../testing/danish-spreadsheet.ts';
import { type PdfText, pdfText } from '../testing/pdf-text.ts';
import { openGuardian, type TestGuardian } from '../testing/test-guardian.ts';

const club = new SeededClub();
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen' }).format(
  Date.now(),
);
const [year, month, day] = today.split('-');
const TODAY = `from=${today}&to=${today}`;
let child: TestChild;
let guardian: TestGuardian;

beforeAll(async () => {
  await club.seed({ highestBalanceOre: ore(2_000_00) });
  child = await club.registerChild(1_500_00, { name: 'Østen Ærø (Łucja)' });
  guardian = await linked(child);
  const counter = new Counter(club);
  const purchaseId = crypto.randomUUID();
  acceptedValue(await counter.sellTo(child, [30_00, 12_50], purchaseId));
  acceptedValue(await new Counter(club, 'youth').sellTo(child, [5_00]));
  acceptedValue(await refund(child, purchaseId, [{ line: 1, quantity: 1 }]));
});

async function linked(to: TestChild): Promise<TestGuardian> {
  const opened = await openGuardian();
  await putLinks(to.accountId, [{ guardianId: opened.guardianId, rights: 'full' }]);
  return opened;
}

async function file(accept: string, query = TODAY, of = child, by = guardian) {
  const path = `/api/accounts/${of.accountId}/statement?${query}`;
  const response = await by.request(path, { headers: { accept } });
  if (response.status !== 200) throw new Error(await response.text());
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
}

async function sheet(query?: string, of?: TestChild, by?: TestGuardian): Promise<Cell[][]> {
  return openedBySpreadsheet((await file('text/csv', query, of, by)).bytes);
}

async function pdf(query?: string, of?: TestChild, by?: TestGuardian): Promise<PdfText> {
  return pdfText((await file('application/pdf', query, of, by)).bytes);
}

function column(rows: readonly Cell[][], heading: string): Cell[] {
  const [heads = [], ...body] = rows;
  const place = heads.indexOf(heading);
  if (place === -1) throw new Error(`there is no column ${heading}`);
  return body.map((row) => row[place] ?? '');
}

/** As somebody behind the till might have typed it. */
async function renameItems(name: string): Promise<TestChild> {
  const renamed = await club.registerChild(100_00);
  acceptedValue(await new Counter(club).sellTo(renamed, [1_00]));
  await runInDurableObject(account(renamed.accountId), (_, { storage }) => {
    storage.sql.exec('DROP TRIGGER sold_line_is_not_changed');
    storage.sql.exec('UPDATE sold_line SET name = ?', name);
  });
  return renamed;
}

describe('the CSV', () => {
  it('is a file of its own name and kind', async () => {
    const { response } = await file('text/csv');
    expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="kontoudtog-${today}-${today}.csv"`,
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('has a row per item, with amounts that are numbers and add up to the balance', async () => {
    const rows = await sheet();
    expect(rows.every((row) => row.length === 16)).toBe(true);
    expect(column(rows, 'Nr.')).toEqual([1, 2, 2, 3, 4]);
    expect(column(rows, 'Tekst')).toEqual([
      'Overførsel indsat af kommunen',
      ...['Køb', 'Køb', 'Køb', 'Tilbageført køb'],
    ]);
    expect(column(rows, 'Beløb')).toEqual([1500, -42.5, '', -5, 12.5]);
    expect(column(rows, 'Saldo')).toEqual([1500, 1457.5, '', 1452.5, 1465]);
    expect(column(rows, 'Varebeløb')).toEqual(['', -30, -12.5, -5, 12.5]);
    expect(column(rows, 'Dato')).toEqual(Array(5).fill(today));
    expect(column(rows, 'Klub')[1]).toBe(`Klub ${club.clubId}`);
    expect(column(rows, 'Sted')).toEqual(['', 'Café', 'Café', 'Café', 'Café']);
    expect(column(rows, 'Kategori')[1]).toBe('Mad');
    expect(column(rows, 'Solgt af')).toEqual([
      '',
      'en voksen i klubben',
      'en voksen i klubben',
      'en ung medhjælper',
      '',
    ]);
    expect(column(rows, 'Vedrører nr.')[4]).toBe(2);
  });

  it('speaks English where asked to; its numbers stay those of a Danish machine', async () => {
    const rows = await sheet(`${TODAY}&language=en`);
    expect(column(rows, 'Text')[1]).toBe('Purchase');
    expect(column(rows, 'Amount')[1]).toBe(-42.5);
    const path = `/api/accounts/${child.accountId}/statement?${TODAY}`;
    const headers = { accept: 'text/csv', 'accept-language': 'de, en-GB;q=0.8, da;q=0.5' };
    const byHeader = await guardian.request(path, { headers });
    expect(byHeader.headers.get('content-language')).toBe('en');
  });

  it('keeps to the filters', async () => {
    expect(column(await sheet(`${TODAY}&kind=refund`), 'Nr.')).toEqual([4]);
  });

  it.each([
    '=HYPERLINK("http://example.dk")',
    '+45 12345678',
    '-1+1',
    '@SUM(A1)',
    '\t=1+1',
    '＝1+1',
    'Bolle; stor "og" varm',
    'to\r\nlinjer',
  ])('runs nothing and loses nothing of a product named %j', async (name) => {
    const renamed = await renameItems(name);
    const { bytes } = await file('text/csv', TODAY, renamed, await linked(renamed));
    expect(column(openedBySpreadsheet(bytes), 'Vare')[1]).toBe(name);
    const cell = new TextDecoder().decode(bytes).split('\r\n')[2]?.split(';')[7];
    expect(cell).not.toMatch(/^"?[=+\-@\t\r＝]/);
  });
});

describe('the PDF', () => {
  it('is a file of its own name and kind, in the language that was asked for', async () => {
    const { response } = await file('application/pdf', `${TODAY}&language=en`);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="statement-${today}-${today}.pdf"`,
    );
  });

  it('says whose it is, of which period, and from which balance to which', async () => {
    const { pages, title } = await pdf();
    const period = `${day}.${month}.${year} – ${day}.${month}.${year}`;
    expect(title).toBe(`Kontoudtog, Østen Ærø (Łucja) Testesen, ${period}`);
    expect(pages).toHaveLength(1);
    const [page = ''] = pages;
    expect(page).toContain('Testkøbing Kommune');
    expect(page).toContain('Østen Ærø (Lucja) Testesen');
    expect(page).toContain(`Periode ${period}`);
    expect(page).toContain('Saldo ved periodens begyndelse\n0,00\u00a0kr.');
    expect(page).toContain('Sat ind\n1.500,00\u00a0kr.');
    expect(page).toContain('Køb, fratrukket tilbageførte\n-35,00\u00a0kr.');
    expect(page).toContain('Saldo ved periodens slutning\n1.465,00\u00a0kr.');
    expect(page).toContain('Mad\n2 ×\n35,00');
    expect(page).toMatch(/Side 1 af \n1$/);
  });

  it('has each entry with its items, place, seller and refund', async () => {
    const [page = ''] = (await pdf()).pages;
    expect(page).toContain(`Køb\nCafé, Klub ${club.clubId}`.slice(0, 20));
    expect(page).toContain('-42,50\n1.457,50');
    expect(page).toContain('1 × en øre: 30,00 · Mad');
    expect(page).toContain('1 × en øre: 12,50 · Mad, 1 tilbageført');
    expect(page).toContain('Nr. 2 · Solgt af en voksen i klubben · Tilbageført i nr. 4');
    expect(page).toContain('Nr. 3 · Solgt af en ung medhjælper');
    expect(page).toContain('Nr. 4 · Vedrører nr. 2');
  });

  it('says what was left out by a filter, and that a period is empty', async () => {
    const refunds = (await pdf(`${TODAY}&kind=refund&categoryId=food`)).pages.join();
    expect(refunds).toContain('Viser kun: Tilbageført køb, Mad');
    expect(refunds).not.toContain('Nr. 3');
    const empty = (await pdf('from=2025-01-01&to=2025-01-31')).pages.join();
    expect(empty).toContain('Der er ingen bevægelser i perioden.');
  });

  it('and the CSV have a fee and its return, too', async () => {
    const ordering = await club.registerChild(100_00);
    const orderId = crypto.randomUUID();
    acceptedValue(await orderCard(ordering, { orderId }));
    acceptedValue(await cancelOrder(ordering, orderId));
    const by = await linked(ordering);
    const [page = ''] = (await pdf(TODAY, ordering, by)).pages;
    expect(page).toContain('Gebyr for nyt kort\n-25,00\u00a0kr.');
    expect(page).toContain('Tilbageført gebyr\n25,00\u00a0kr.');
    expect(page).toContain('-25,00\n75,00');
    const rows = await sheet(TODAY, ordering, by);
    expect(column(rows, 'Tekst').slice(1)).toEqual(['Gebyr for nyt kort', 'Tilbageført gebyr']);
    expect(column(rows, 'Beløb')).toEqual([100, -25, 25]);
  });

  it('shows a name of any letters, and takes brackets for no syntax', async () => {
    const renamed = await renameItems('Zażółć (gęślą) \\ 日本 😀');
    const [page = ''] = (await pdf(TODAY, renamed, await linked(renamed))).pages;
    expect(page).toContain('1 × Zazólc (gesla) \\ ?? ?: 1,00 · Mad');
  });

  it('cuts the name of an item where a line is too long, and not its amount', async () => {
    const renamed = await renameItems(
      'Hjemmebagt fuldkornsbolle med smør og meget mere '.repeat(4),
    );
    const [page = ''] = (await pdf(TODAY, renamed, await linked(renamed))).pages;
    expect(page).toMatch(/1 × Hjemmebagt fuldkornsbolle .*….*: 1,00 · Mad$/m);
  });

  it('goes over pages, in slices, each with heading, number and total; none is lost', async () => {
    const rich = await club.registerChild(0);
    const by = await linked(rich);
    await Promise.all(Array.from({ length: 430 }, () => topUp(rich.accountId, 1_00)));
    const { pages } = await pdf(TODAY, rich, by);
    expect(pages.length).toBeGreaterThan(10);
    const numbers = pages.flatMap((page) =>
      [...page.matchAll(/^Nr\. (\d+)$/gm)].map(([, number]) => Number(number)),
    );
    expect(numbers).toEqual(Array.from({ length: 430 }, (_, index) => index + 1));
    for (const [index, page] of pages.entries()) {
      expect(page).toMatch(/Dato\nTekst\nSted\nBeløb\nSaldo/);
      expect(page).toContain(`Side ${index + 1} af \n${pages.length}`);
    }
    expect(column(await sheet(TODAY, rich, by), 'Nr.')).toEqual(numbers);
  });
});
