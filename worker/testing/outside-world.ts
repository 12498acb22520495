// What lies outside the house in the tests in workerd: push services and a mail relay. Runs in Node, as the
// way out of the test's workerd; keeps what was sent to each address and answers as a test has told it to.

export interface SentOut {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBase64: string;
}

/** Of a request by which a test asks or tells this world something; nothing else carries it. */
export const CONTROL_HEADER = 'x-outside-world';
export const MAIL_RELAY_URL = 'https://mail.example/mails';
/** A mailbox whose relay is down. */
export const UNREACHABLE = 'unreachable';

/** The address at which a test says what becomes of mail to somebody. */
export function mailbox(to: string): string {
  return `${MAIL_RELAY_URL}/${to}`;
}

const sent: SentOut[] = [];
const answers = new Map<string, { status: number; headers: Record<string, string> }>();

export async function outsideWorld(request: Request): Promise<Response> {
  const { url } = request;
  const control = request.headers.get(CONTROL_HEADER);
  if (control === 'what-was-sent') {
    return Response.json(sent.filter((one) => one.url === url));
  }
  if (control === 'answer-with') {
    answers.set(url, (await request.json()) as { status: number; headers: Record<string, string> });
    return new Response(null, { status: 204 });
  }
  const body = Buffer.from(await request.arrayBuffer());
  sent.push({
    url,
    method: request.method,
    headers: Object.fromEntries(request.headers),
    bodyBase64: body.toString('base64'),
  });
  if (url === MAIL_RELAY_URL && body.includes(`"to":"${UNREACHABLE}`)) {
    return new Response(null, { status: 503 });
  }
  // What is told of one mailbox holds for it alone: other files send mail at the same time.
  const to = url === MAIL_RELAY_URL ? (JSON.parse(body.toString()) as { to: string }).to : '';
  const answer = answers.get(url) ?? answers.get(mailbox(to));
  return new Response(null, { status: answer?.status ?? 201, headers: answer?.headers ?? {} });
}
