import { runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../contracts/problems.ts';
import { runClock, stopClockAt } from '../../durable-objects/testing/clock.ts';
import { kindsOf } from '../../durable-objects/testing/inbox-of.ts';
import { mailsTo } from '../testing/outside.ts';
import { UNREACHABLE } from '../testing/outside-world.ts';
import { guardianObject, meOf, mustPutMine, putMine } from '../testing/own-details.ts';
import { codeSentTo, confirmEmail, newAddress } from '../testing/own-email.ts';
import { openGuardian } from '../testing/test-guardian.ts';
import { problemCode } from '../testing/test-till.ts';

afterEach(runClock);

describe('an e-mail address', () => {
  it('is used once its code came back; until then the one before stays in use', async () => {
    const guardian = await openGuardian();
    const before = await confirmEmail(guardian);
    const address = newAddress();
    const waiting = await mustPutMine(guardian, 'email', { address });
    expect(waiting.email).toEqual({ address, confirmed: false });
    const account = { registrationNumber: '1234', accountNumber: '1234567' };
    await mustPutMine(guardian, 'bank-account', account);
    await runDurableObjectAlarm(guardianObject(guardian));
    expect(await mailsTo(address)).toHaveLength(1);
    expect((await mailsTo(before)).at(-1)?.text).toContain('Kontonummeret');
    const code = await codeSentTo(address);
    const confirmed = await mustPutMine(guardian, 'email/confirmation', { code });
    expect(confirmed.email).toEqual({ address, confirmed: true });
  });

  it('that was replaced is told so, and so is the inbox', async () => {
    const guardian = await openGuardian();
    const before = await confirmEmail(guardian);
    expect(await kindsOf(guardian.guardianId)).toEqual([]);
    await confirmEmail(guardian);
    await runDurableObjectAlarm(guardianObject(guardian));
    expect((await mailsTo(before)).at(-1)?.text).toContain('Din e-mailadresse er ændret');
    expect(await kindsOf(guardian.guardianId)).toEqual(['email_changed']);
  });

  it('that is removed is told so', async () => {
    const guardian = await openGuardian();
    const before = await confirmEmail(guardian);
    expect((await mustPutMine(guardian, 'email', { address: null })).email).toBeNull();
    await runDurableObjectAlarm(guardianObject(guardian));
    expect((await mailsTo(before)).at(-1)?.text).toContain('Din e-mailadresse er ændret');
  });

  it('is not confirmed by a code of another address, or of half an hour ago', async () => {
    const guardian = await openGuardian();
    const [first, second] = [newAddress(), newAddress()];
    await mustPutMine(guardian, 'email', { address: first });
    const oldCode = await codeSentTo(first);
    await mustPutMine(guardian, 'email', { address: second });
    const confirm = (code: string) => putMine(guardian, 'email/confirmation', { code });
    const code = await codeSentTo(second);
    if (oldCode !== code)
      expect(await problemCode(await confirm(oldCode))).toBe('email_code_wrong');
    stopClockAt(new Date(Date.now() + 30 * 60_000 - 1_000).toISOString());
    const guardianAgain = await openGuardian({ guardianId: guardian.guardianId });
    const confirmLater = (text: string) =>
      putMine(guardianAgain, 'email/confirmation', { code: text });
    stopClockAt(new Date(Date.now() + 2_000).toISOString());
    expect(await problemCode(await confirmLater(code))).toBe('email_code_wrong');
    runClock();
    expect((await confirm(code)).status).toBe(200);
  });

  it('is confirmed as before by the same code again, as a double click or a lost answer brings it', async () => {
    const guardian = await openGuardian();
    const before = await confirmEmail(guardian);
    const address = newAddress();
    await mustPutMine(guardian, 'email', { address });
    const code = await codeSentTo(address);
    const first = await mustPutMine(guardian, 'email/confirmation', { code });
    const again = await mustPutMine(guardian, 'email/confirmation', { code });
    expect(again.email).toEqual(first.email);
    expect(await kindsOf(guardian.guardianId)).toEqual(['email_changed']);
    await runDurableObjectAlarm(guardianObject(guardian));
    expect(await mailsTo(before)).toHaveLength(2);
    const wrong = code === '000000' ? '111111' : '000000';
    const other = await putMine(guardian, 'email/confirmation', { code: wrong });
    expect(await problemCode(other)).toBe('email_code_wrong');
    // What the code once confirmed is gone: it confirms nothing any more.
    await mustPutMine(guardian, 'email', { address: null });
    const gone = await putMine(guardian, 'email/confirmation', { code });
    expect(await problemCode(gone)).toBe('email_code_wrong');
  });

  it('has a code that five wrong tries burn', async () => {
    const guardian = await openGuardian();
    const address = newAddress();
    await mustPutMine(guardian, 'email', { address });
    const code = await codeSentTo(address);
    const wrong = code === '000000' ? '111111' : '000000';
    const left: (number | undefined)[] = [];
    for (let number = 0; number < 5; number++) {
      const response = await putMine(guardian, 'email/confirmation', { code: wrong });
      left.push(((await response.json()) as Problem).triesLeft);
    }
    expect(left).toEqual([4, 3, 2, 1, 0]);
    const right = await putMine(guardian, 'email/confirmation', { code });
    expect(await problemCode(right)).toBe('email_code_wrong');
    expect((await meOf(guardian)).email).toEqual({ address, confirmed: false });
  });

  it('is sent one code for a double click, and six in an hour at most', async () => {
    const guardian = await openGuardian();
    const address = newAddress();
    await mustPutMine(guardian, 'email', { address });
    await mustPutMine(guardian, 'email', { address });
    expect(await mailsTo(address)).toHaveLength(1);
    for (let number = 0; number < 5; number++) {
      await mustPutMine(guardian, 'email', { address: newAddress() });
    }
    const tooMany = await putMine(guardian, 'email', { address: newAddress() });
    expect(await problemCode(tooMany)).toBe('too_many_tries');
    stopClockAt(new Date(Date.now() + 3_600_000).toISOString());
    const later = await openGuardian({ guardianId: guardian.guardianId });
    await mustPutMine(later, 'email', { address });
    expect(await mailsTo(address)).toHaveLength(2);
  });

  it('is sent six codes in an hour at most to those who ask side by side, too', async () => {
    const guardian = await openGuardian();
    const addresses = Array.from({ length: 9 }, newAddress);
    const answers = await Promise.all(
      addresses.map((address) => putMine(guardian, 'email', { address })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(6);
    const sent = await Promise.all(addresses.map((address) => mailsTo(address)));
    expect(sent.flat()).toHaveLength(6);
    const address = newAddress();
    const another = await openGuardian();
    const clicks = [1, 2, 3].map(() => mustPutMine(another, 'email', { address }));
    for (const { email } of await Promise.all(clicks)) {
      expect(email).toEqual({ address, confirmed: false });
    }
    expect(await mailsTo(address)).toHaveLength(1);
  });

  it('is asked for six times in an hour at most where no mail can be sent, too', async () => {
    const guardian = await openGuardian();
    const ask = (name: string) =>
      putMine(guardian, 'email', { address: `${name}@familie.example` });
    for (let number = 0; number < 6; number++) {
      expect(await problemCode(await ask(`${UNREACHABLE}${number}`))).toBe('mail_unavailable');
    }
    expect(await problemCode(await ask(`${UNREACHABLE}6`))).toBe('too_many_tries');
  });

  it('changes nothing where no mail can be sent, and says so', async () => {
    const guardian = await openGuardian();
    const response = await putMine(guardian, 'email', {
      address: `${UNREACHABLE}@familie.example`,
    });
    expect(await problemCode(response)).toBe('mail_unavailable');
    expect((await meOf(guardian)).email).toBeNull();
  });
});
