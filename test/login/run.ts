// The login against two providers: the certified one end to end, and one that lies. Plain workerd, real HTTP,
// real redirects and signatures. Prints one line per case and the counts.
import { build } from '../../local/build.ts';
import { filesCases } from './files-cases.ts';
import { honestCases } from './honest-cases.ts';
import { hostileCases } from './hostile-cases.ts';
import { LoginHouse } from './login-house.ts';

export interface LoginCase {
  readonly name: string;
  run(house: LoginHouse): Promise<void>;
}

const only = process.argv[2];
const port = Number(process.env.KLUBKORT_TEST_PORT ?? 23_200);
let passed = 0;
let failed = 0;
await build({ withPortal: false });
const house = await LoginHouse.open(port);
for (const { name, run } of [...hostileCases, ...honestCases, ...filesCases]) {
  if (only && !name.includes(only)) continue;
  const startedAt = performance.now();
  try {
    await run(house);
    passed += 1;
    console.log(`ok      ${name} (${Math.round(performance.now() - startedAt)} ms)`);
  } catch (cause) {
    failed += 1;
    console.log(`FAILED  ${name}: ${cause instanceof Error ? cause.message : String(cause)}`);
    if (process.env.KLUBKORT_TEST_LOG) console.log(house.log);
  }
}
await house.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
