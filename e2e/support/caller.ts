import { expect, type APIRequestContext } from "@playwright/test";
import { PASSWORD } from "./people";

export type Json = Record<string, any>;

/** Somebody who calls the API directly, for what other tests show in the browser. */
export async function caller(request: APIRequestContext, username: string) {
  const answered = await request.post("/api/v1/sessions", { data: { username, password: PASSWORD } });
  expect(answered.ok(), `${username}: ${await answered.text()}`).toBe(true);
  const signedIn = await answered.json();
  const headers = { authorization: `Bearer ${signedIn.access_token}` };
  const get = async (path: string): Promise<Json> => (await request.get(`/api/v1${path}`, { headers })).json();
  const post = async (path: string, data: Json, version?: unknown): Promise<Json> => {
    const seen: Record<string, string> = version === undefined ? {} : { "if-match": `"${version}"` };
    const answer = await request.post(`/api/v1${path}`, { headers: { ...headers, ...seen }, data });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return answer.json();
  };
  /** Takes a record one step on, as it is now. */
  const act = async (path: string, data: Json): Promise<Json> => post(`${path}/transitions`, data, (await get(path)).version);
  return { get, post, act };
}
