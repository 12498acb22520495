// A seeded club with tills that sign real requests to the edge.

import type { Settings } from '../../durable-objects/municipality/settings.ts';
import { municipality, SeededClub } from '../../durable-objects/testing/seeded-club.ts';
import { TestDevice } from './test-device.ts';
import { TestTill } from './test-till.ts';

export class TestClub extends SeededClub {
  static async open(settings: Partial<Settings> = {}): Promise<TestClub> {
    const club = new TestClub();
    await club.seed(settings);
    return club;
  }

  /** A till with a paired screen and bridge; a staff operator is on shift unless told otherwise. */
  async openTill(
    options: { readonly operator?: 'staff' | 'youth' | null } = {},
  ): Promise<TestTill> {
    const { clubId, salesPointId } = this;
    const { tillId } = await municipality().addTill({
      tillKey: `till-${crypto.randomUUID()}`,
      name: 'Kasse 1',
      clubId,
      salesPointId,
    });
    const { code } = await municipality().issuePairingCode({ tillId, validForMs: 60_000 });
    const screen = await TestDevice.pair(code, 'screen');
    const bridge = await TestDevice.pair(code, 'bridge');
    const till = new TestTill(this, screen, bridge);
    const operator = options.operator === undefined ? 'staff' : options.operator;
    if (operator !== null) await till.signIn(operator);
    return till;
  }
}
