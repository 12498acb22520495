// What wrangler.toml says of the deployment, as far as plain workerd needs it. wrangler itself reads the
// file, so that both runtimes are told the same; what only Cloudflare offers (crons) is left aside.
import { unstable_readConfig } from 'wrangler';

export interface DeploymentFacts {
  readonly name: string;
  readonly mainModule: string;
  readonly compatibilityDate: string;
  readonly compatibilityFlags: readonly string[];
  readonly objects: readonly { readonly binding: string; readonly className: string }[];
  readonly assets: { readonly binding: string; readonly directory: string };
}

export function readDeploymentFacts(wranglerToml: string): DeploymentFacts {
  const config = unstable_readConfig({ config: wranglerToml });
  const { name, main, compatibility_date: compatibilityDate, assets } = config;
  if (name === undefined || main === undefined || compatibilityDate === undefined) {
    throw new Error(`${wranglerToml} lacks one of name, main and compatibility_date.`);
  }
  if (assets?.binding === undefined || assets.directory === undefined) {
    throw new Error(`${wranglerToml} lacks the binding or the directory under [assets].`);
  }
  return {
    name,
    mainModule: main,
    compatibilityDate,
    compatibilityFlags: config.compatibility_flags,
    objects: config.durable_objects.bindings.map(
      (object: { name: string; class_name: string }) => ({
        binding: object.name,
        className: object.class_name,
      }),
    ),
    assets: { binding: assets.binding, directory: assets.directory },
  };
}
