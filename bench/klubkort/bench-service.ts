// Runs inside workerd in the seed service's place: that service, and beside its closed list what Cloudflare's cron
// calls each hour. Plain workerd fires no cron, and its own alarm would have the bench wait for the hour.
import seedService from '../../local/seed-service.ts';

type Env = Parameters<typeof seedService.fetch>[1];

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const [, what, municipalityId = ''] = new URL(request.url).pathname.split('/');
    if (what !== 'sweep') return seedService.fetch(request, env);
    const municipality = env.MUNICIPALITY.getByName(municipalityId);
    const sweep = municipality.sweepTopUps;
    if (sweep === undefined) return new Response(null, { status: 404 });
    // Called on the stub itself: the runtime's proxy makes the method from the name.
    await Reflect.apply(sweep, municipality, []);
    return new Response(null, { status: 204 });
  },
};
