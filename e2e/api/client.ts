import createClient, { type Client } from "openapi-fetch";
import { PASSWORD } from "../support/people";
import { baseURL } from "../support/server";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Api = Client<paths>;

/** The client generated from openapi/, for nobody in particular. */
export function stranger(): Api {
  return createClient<paths>({ baseUrl: baseURL, querySerializer: { object: { style: "deepObject", explode: true } } });
}

/** The client of a person of the demo company. */
export async function as(username: string): Promise<Api> {
  const { data, error } = await stranger().POST("/api/v1/sessions", {
    body: { username, password: PASSWORD },
  });
  if (!data) throw new Error(`${username} cannot sign in: ${JSON.stringify(error)}`);
  const api = stranger();
  api.use({
    onRequest({ request }) {
      request.headers.set("Authorization", `Bearer ${data.access_token}`);
      request.headers.set("Accept-Language", "zh-CN");
      return request;
    },
  });
  return api;
}

/** The header that makes a retry of a write harmless. */
export function once(key: string = crypto.randomUUID()): { "Idempotency-Key": string } {
  return { "Idempotency-Key": key };
}

/** The headers of an update of a record as it was seen. */
export function seen(version: number): { "Idempotency-Key": string; "If-Match": string } {
  return { ...once(), "If-Match": `"${version}"` };
}

/** The body of an answer that must be a success. */
export function ok<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data === undefined) throw new Error(`${answer.response.status} ${answer.response.url}: ${JSON.stringify(answer.error)}`);
  return answer.data;
}

/** Status and code of an answer that must be a refusal. */
export function refusal(answer: { error?: Schemas["Problem"]; response: Response }): [number, string | undefined] {
  return [answer.response.status, answer.error?.code];
}
