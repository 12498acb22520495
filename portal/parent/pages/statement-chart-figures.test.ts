import { expect, test } from 'vitest';
import { ore } from '../../../contracts/ore.ts';
import { chartFigures, highestBar } from './statement-chart-figures.ts';

const spent = (day: string, amountOre: number) => ({ day, amountOre: ore(amountOre) });

test('a month has a bar for each of its days, empty ones included', () => {
  const figures = chartFigures({ from: '2026-11-01', to: '2026-11-30' }, [
    spent('2026-11-03', 1800),
    spent('2026-11-30', 4500),
  ]);
  expect(figures.per).toBe('day');
  expect(figures.bars).toHaveLength(30);
  expect(figures.bars[2]).toEqual({ from: '2026-11-03', to: '2026-11-03', amountOre: 1800 });
  expect(figures.bars[3]?.amountOre).toBe(0);
  expect(highestBar(figures)?.from).toBe('2026-11-30');
});

test('a longer period has a bar for each week, cut at both ends', () => {
  const figures = chartFigures({ from: '2026-10-01', to: '2026-11-21' }, [
    spent('2026-10-01', 100),
    spent('2026-10-04', 200),
    spent('2026-10-05', 400),
    spent('2026-11-21', 800),
  ]);
  expect(figures.per).toBe('week');
  expect(figures.bars).toHaveLength(8);
  expect(figures.bars[0]).toEqual({ from: '2026-10-01', to: '2026-10-04', amountOre: 300 });
  expect(figures.bars[1]).toEqual({ from: '2026-10-05', to: '2026-10-11', amountOre: 400 });
  expect(figures.bars.at(-1)).toEqual({ from: '2026-11-16', to: '2026-11-21', amountOre: 800 });
});

test.each([
  [0, 1000],
  [1000, 1000],
  [1001, 2000],
  [4500, 6000],
  [8100, 10_000],
  [19_950, 20_000],
])('a highest bar of %i øre stands under a top of %i', (amountOre, topOre) => {
  const period = { from: '2026-11-01', to: '2026-11-02' };
  expect(chartFigures(period, [spent('2026-11-01', amountOre)]).topOre).toBe(topOre);
});

test('where nothing was spent no bar is the highest', () => {
  expect(highestBar(chartFigures({ from: '2026-11-01', to: '2026-11-02' }, []))).toBeNull();
});
