import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AccountId, MunicipalityId, TillId } from '../contracts/ids.ts';
import { isOurObjectId, mintObjectId, municipalityCodeOf, municipalityIdOf } from './object-id.ts';

const KEY = randomBytes(32).toString('base64');

describe('an id of an object', () => {
  it('has the form of its kind and carries its municipality', () => {
    expect(AccountId.safeParse(mintObjectId('a', '0165', KEY)).success).toBe(true);
    expect(TillId.safeParse(mintObjectId('t', '0165', KEY)).success).toBe(true);
    expect(MunicipalityId.safeParse(mintObjectId('m', '0165', KEY)).success).toBe(true);
    expect(municipalityCodeOf(mintObjectId('a', '0165', KEY))).toBe('0165');
  });

  it('is ours only under the key that minted it', () => {
    const id = mintObjectId('a', '0165', KEY);
    expect(isOurObjectId(id, KEY)).toBe(true);
    expect(isOurObjectId(id, randomBytes(32).toString('base64'))).toBe(false);
  });

  it('is not ours when any one of its characters was altered', () => {
    const id = mintObjectId('a', '0165', KEY);
    for (let place = 0; place < id.length; place++) {
      const other = id[place] === '7' ? '8' : '7';
      const altered = id.slice(0, place) + other + id.slice(place + 1);
      expect(isOurObjectId(altered, KEY), `place ${place}`).toBe(false);
    }
  });

  it('is never minted twice', () => {
    const ids = Array.from({ length: 200 }, () => mintObjectId('a', '0165', KEY));
    expect(new Set(ids).size).toBe(200);
  });

  it('is not minted for a code that is no four digits, or under a short key', () => {
    expect(() => mintObjectId('a', '165', KEY)).toThrow(RangeError);
    expect(() => mintObjectId('a', '0165', 'AAAA')).toThrow('32 bytes');
  });

  it('leads to the municipality that the deployment names, or to an error in words', () => {
    const municipalityId = mintObjectId('m', '0165', KEY);
    const municipalities = JSON.stringify({ '*': municipalityId });
    expect(municipalityIdOf(mintObjectId('t', '0165', KEY), municipalities)).toBe(municipalityId);
    expect(() => municipalityIdOf(mintObjectId('t', '0101', KEY), municipalities)).toThrow('0101');
  });
});
